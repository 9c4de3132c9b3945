// Paths taken apart: names of one character and slashes at the end are paths, too.
import Domain
import Testing

@Suite struct PathPartsTests {
    @Test(arguments: [
        ("a", "", "a", ""), ("q", "", "q", ""), ("/", "/", "/", ""), ("/a", "/", "a", ""), ("a/", "", "a", ""), ("a/b", "a", "b", ""),
        ("/x/y.csv", "/x", "y.csv", "csv"), ("x//y.tar.gz", "x", "y.tar.gz", "gz"), (".hidden", "", ".hidden", ""), ("a/.b", "a", ".b", ""),
        ("d.x/y", "d.x", "y", ""), ("a.", "", "a.", ""), ("写真/靴.jpg", "写真", "靴.jpg", "jpg"), ("", "", "", ""), ("//", "/", "/", ""),
        ("a/\u{301}b.c", "a", "\u{301}b.c", "c"),
    ])
    func aPathIsTakenApart(path: String, folder: String, name: String, ending: String) {
        #expect(path.folderOfPath == folder)
        #expect(path.nameOfPath == name)
        #expect(path.endingOfPath == ending)
    }

    @Test(arguments: [("run.jsonl", "run"), ("a/b.c/d", "a/b.c/d"), ("x.tar.gz", "x.tar"), (".hidden", ".hidden"), ("a.", "a"), ("d/", "d/")])
    func withoutTheEnding(path: String, stem: String) { #expect(path.withoutEnding == stem) }

    @Test func pathsBelowAFolder() {
        #expect("a".path(to: "b") == "a/b" && "a/".path(to: "b") == "a/b" && "".path(to: "b") == "b" && "a".path(to: "/b") == "/b")
        #expect("../../a/../b".withoutSteps == "a/../b")
        #expect("x.JPG".isNamedAsPicture && !"x.gif".isNamedAsPicture && !"jpg".isNamedAsPicture)
    }
}
