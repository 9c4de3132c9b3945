// Further words by which menu and help find an action: what people call it, and how a Japanese word is read, in kana and
// in Latin letters, since an input method that is off gives those. They are looked for and never shown.
import Domain
import Explorer

extension Action {
    /// Folded; made once, since help asks at every key.
    var otherWords: [String] { Self.otherWords[self] ?? [] }

    private static let otherWords: [Action: [String]] = Dictionary(
        uniqueKeysWithValues: allCases.map { action in
            (action, (action.words.split(separator: " ").map(String.init) + action.readings).map(\.folded))
        })

    /// How the kanji of its labels and sentences are read.
    private var readings: [String] {
        let said = Language.allCases.map { label(in: $0) + " " + sentence(in: $0) }.joined(separator: " ")
        return KanjiReading.all.filter { said.contains($0.kanji) }.flatMap(\.readings)
    }

    private var words: String {
        switch self {
        case .down: "した shita tsugi つぎ"
        case .up: "うえ ue mae まえ"
        case .pageDown: "ページ 次頁 じぺーじ peeji page"
        case .pageUp: "ページ 前頁 ぜんぺーじ peeji page"
        case .first: "せんとう sentou 最初 さいしょ saisho top"
        case .last: "まつび matsubi 最後 さいご saigo bottom end"
        case .newWords: "入力 にゅうりょく nyuuryoku nyuryoku 検索 けんさく kensaku 探す さがす sagasu search find"
        case .focusBox: "編集 へんしゅう henshuu henshu 直す なおす naosu"
        case .focusRows: "一覧 いちらん ichiran list results 結果 けっか kekka"
        case .stepBack: "戻る もどる modoru escape"
        case .clearBox: "消去 しょうきょ shoukyo shokyo 消す けす kesu 空 から kara"
        case .enter: "似た にた nita 類似 るいじ ruiji 選ぶ えらぶ erabu similar select"
        case .back: "前へ まえへ mae 戻る もどる modoru 履歴 previous"
        case .fold: "まとめる matomeru 折りたたみ おりたたみ oritatami 商品ごと group"
        case .score: "得点 とくてん tokuten スコア すこあ sukoa 順位 じゅんい juni 並べ替え ならべかえ narabekae sort ranking"
        case .moreGlobal, .lessGlobal: "全体 ぜんたい zentai 割合 わりあい wariai 重み おもみ omomi blend weight 混合 こんごう kongou"
        case .facets: "絞り込み しぼりこみ shiborikomi 条件 じょうけん jouken joken フィルター ふぃるたー firutaa filter facets"
        case .nameFilters: "名前 なまえ namae 条件 じょうけん jouken 保存 ほぞん hozon save"
        case .feedback: "判定から はんていから hantei 聞き直す ききなおす kikinaosu フィードバック ふぃーどばっく feedback relevance"
        case .queries: "質問 しつもん shitsumon 一覧 いちらん ichiran list"
        case .nextQuery: "次の質問 つぎのしつもん tsugi shitsumon"
        case .previousQuery: "前の質問 まえのしつもん mae shitsumon"
        case .nextView, .previousView: "表示 ひょうじ hyouji hyoji 切り替え きりかえ kirikae 注目マップ ちゅうもくまっぷ chuumoku map heatmap"
        case .outline: "輪郭 りんかく rinkaku 範囲 はんい hani"
        case .nextInstance, .previousInstance: "クエリ くえり kueri インスタンス いんすたんす insutansu instance"
        case .winner: "勝者 しょうしゃ shousha shosha 一番 いちばん ichiban best"
        case .pin: "固定 こてい kotei ピン ぴん pin"
        case .zoom: "拡大 かくだい kakudai ズーム ずーむ zuumu 大きく おおきく ookiku enlarge"
        case .good: "判定 はんてい hantei 良い よい いい yoi ii 正しい ただしい tadashii 正解 せいかい seikai judge verdict"
        case .bad: "判定 はんてい hantei 悪い わるい warui 間違い まちがい machigai 不正解 ふせいかい judge verdict wrong"
        case .reason: "判定 はんてい hantei 理由 りゆう riyuu riyu 悪い わるい warui judge verdict"
        case .withdraw: "判定 はんてい hantei 取り消し とりけし torikeshi 消去 しょうきょ delete remove"
        case .note: "メモ めも memo コメント こめんと komento comment 注記 ちゅうき"
        case .flag: "旗 はた hata フラグ ふらぐ furagu しおり shiori bookmark 後で あとで atode later"
        case .mark: "印 しるし shirushi 選択 せんたく sentaku select"
        case .unmark: "印 しるし shirushi 選択解除 かいじょ kaijo deselect"
        case .undo: "元に戻す もとにもどす motoni modosu 取り消し とりけし torikeshi"
        case .redo: "やり直す やりなおす yarinaosu"
        case .help: "ヘルプ へるぷ herupu 使い方 つかいかた tsukaikata 操作 そうさ sousa キー きー keys"
        case .palette: "メニュー めにゅー menyuu menyu 操作 そうさ sousa commands"
        case .health: "状態 じょうたい joutai jotai モデル もでる moderu 索引 さくいん sakuin status info"
        case .history: "履歴 りれき rireki 判定 はんてい hantei log"
        case .why: "なぜ naze 理由 りゆう riyuu riyu 説明 せつめい setsumei explain"
        case .sheet: "全クエリ ぜんくえり zenkueri インスタンス instance"
        case .patchCursor: "区画 くかく kukaku パッチ ぱっち pacchi"
        case .knockPatch, .knockOutline: "隠す かくす kakusu 区画 くかく kukaku 輪郭 りんかく rinkaku hide mask"
        case .knockQuery: "除く のぞく nozoku クエリ くえり kueri remove"
        case .wordsMap: "注目マップ ちゅうもくまっぷ chuumoku chumoku 言葉 ことば kotoba attention"
        case .contrast: "差 さ 差分 さぶん sabun 引く ひく hiku difference"
        case .layer: "層 そう sou デコーダー でこーだー decoder 反復 はんぷく hanpuku iteration global pooling 全体 ぜんたい zentai"
        case .head: "ヘッド へっど heddo エンコーダー えんこーだー encoder 注目 ちゅうもく chuumoku attention block"
        case .spot: "同じ場所 おなじばしょ onaji basho 場所 ばしょ basho バッジ badge place region photos"
        case .compare: "比較 ひかく hikaku 比べる くらべる kuraberu diff"
        case .language: "言語 げんご gengo 英語 えいご eigo 日本語 にほんご nihongo English Japanese 切り替え きりかえ kirikae"
        case .tour: "案内 あんない annai ツアー つあー tsuaa 使い方 つかいかた tsukaikata 練習 れんしゅう renshuu tutorial"
        case .mouse: "マウス まうす mausu クリック くりっく kurikku click"
        case .share: "共有 きょうゆう kyouyuu kyoyu kyouyu 保存 ほぞん hozon 書き出す かきだす kakidasu export save HTML"
        case .redraw: "再描画 さいびょうが saibyouga saibyoga 描き直す かきなおす refresh"
        case .suspend: "中断 ちゅうだん chuudan chudan シェル しぇる shell"
        case .quit: "終了 しゅうりょう shuuryou shuryou shuryo 終わる おわる owaru 閉じる とじる tojiru exit close"
        }
    }
}
