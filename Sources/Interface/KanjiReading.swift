// How the words of the actions' Japanese labels and sentences are read, in kana and in Latin letters: help searched with the
// reading has to find what it finds with the kanji. One table for all actions, so that no action lacks what another one has.

/// A word with kanji, or its stem, and its readings.
struct KanjiReading {
    let kanji: String
    let readings: [String]

    static let all = table.split(separator: "\n").map { line in
        let words = line.split(separator: " ").map(String.init)
        return KanjiReading(kanji: words[0], readings: Array(words.dropFirst()))
    }

    private static let table = """
        上 うえ ue
        下 した shita
        次 つぎ tsugi
        前 まえ mae
        行 ぎょう gyou
        頁 ぺーじ peeji
        先頭 せんとう sentou
        末尾 まつび matsubi
        最後 さいご saigo
        別 べつ betsu
        探 さがす sagasu
        文字 もじ moji
        入力 にゅうりょく nyuuryoku
        入力欄 にゅうりょくらん nyuuryokuran
        置き換え おきかえ okikae
        言葉 ことば kotoba
        編集 へんしゅう henshuu
        一覧 いちらん ichiran
        移る うつる utsuru
        一段 いちだん ichidan
        一行 いちぎょう ichigyou
        戻 もどる もどす modoru modosu
        隠 かくす かくした kakusu
        部分 ぶぶん bubun
        固定 こてい kotei
        質問 しつもん shitsumon
        空 から kara
        商品 しょうひん shouhin
        似 にた nita
        似た物 にたもの nitamono
        物 もの mono
        選ぶ えらぶ erabu
        選択 せんたく sentaku
        同じ おなじ onaji
        写真 しゃしん shashin
        順位 じゅんい juni
        順 じゅん jun
        基準 きじゅん kijun
        全体 ぜんたい zentai
        全 ぜん zen
        局所 きょくしょ kyokusho
        寄り より yori
        混合 こんごう kongou
        得点 とくてん tokuten
        占める しめる shimeru
        割 わり wari
        割合 わりあい wariai
        増やす ふやす fuyasu
        減らす へらす herasu
        絞り込み しぼりこみ shiborikomi
        項目 こうもく koumoku
        件数 けんすう kensuu
        条件 じょうけん jouken
        今 いま ima
        名前 なまえ namae
        付け つける tsukeru
        確認 かくにん kakunin
        疑わしい うたがわしい utagawashii
        判定 はんてい hantei
        書 かく kaku
        使って つかって tsukatte
        聞き直す ききなおす kikinaosu
        動き うごき ugoki
        見 みる みて miru
        採用 さいよう saiyou
        表示 ひょうじ hyouji
        担当 たんとう tantou
        数値 すうち suuchi
        輪郭 りんかく rinkaku
        含む ふくむ fukumu
        注目 ちゅうもく chuumoku
        勝者 しょうしゃ shousha
        勝った かった katta
        間 あいだ aida
        外す はずす hazusu
        拡大 かくだい kakudai
        画面 がめん gamen
        画素 がそ gaso
        端末 たんまつ tanmatsu
        描 かける えがく kakeru egaku
        良い よい いい yoi ii
        一致 いっち icchi
        印 しるし shirushi
        悪い わるい warui
        理由 りゆう riyuu
        取り消 とりけす とりけし torikesu torikeshi
        消 けす kesu
        消去 しょうきょ shoukyo
        元 もと moto
        直 なおす naosu
        検索 けんさく kensaku
        操作 そうさ sousa
        日英 にちえい nichiei
        状態 じょうたい joutai
        索引 さくいん sakuin
        欠けた かけた kaketa
        履歴 りれき rireki
        比べる くらべる kuraberu
        比較 ひかく hikaku
        案内 あんない annai
        分 ふん fun
        押す おす osu
        一度 いちど ichido
        終了 しゅうりょう shuuryou
        切 きる kiru
        切り替え きりかえ kirikae
        共有 きょうゆう kyouyuu
        再描画 さいびょうが saibyouga
        中断 ちゅうだん chuudan
        中 なか naka
        保存 ほぞん hozon
        区画 くかく kukaku
        除 のぞく nozoku
        差 さ sa
        層 そう sou
        場所 ばしょ basho
        本当 ほんとう hontou
        上位 じょうい joui
        効果 こうか kouka
        背景 はいけい haikei
        不使用 ふしよう fushiyou
        重複 ちょうふく じゅうふく choufuku juufuku
        矢印 やじるし yajirushi
        移動 いどう idou
        引く ひく hiku
        反復 はんぷく hanpuku
        内訳 うちわけ uchiwake
        読む よむ yomu
        画像 がぞう gazou
        """
}
