// The list of products shows the photo and the instance that a question for the product is asked with.
import Domain
import Explorer
import Support
import Testing

@Suite struct PickerPreviewTests {
    private func picking() throws -> Rehearsal {
        var engine = FixtureEngine()
        engine.asked["p2"] = AskedInstance(image: "photos/14.png", instance: 2, photos: 2, all: 2)
        var explorer = try Rehearsal(engine: engine)
        explorer.send(.resized(rows: 16), .type("#p2"))
        return explorer
    }

    @Test func thePhotoIsTheOneAskedWith() throws {
        let explorer = try picking()
        #expect(explorer.state.pickedProduct?.label.productID == "p2" && explorer.state.pickedProduct?.cover == "photos/2.png")
        #expect(explorer.state.shownImage == "photos/14.png" && explorer.state.shownInstance == 2)
        #expect(explorer.state.reading?.image == "photos/14.png" && explorer.state.shownMap != nil && explorer.state.shownRaster != nil)
    }

    /// Another product's answer that comes late is no answer.
    @Test func aLateAnswerIsDropped() throws {
        var explorer = try picking()
        explorer.holdsAnswers = true
        explorer.run(.up)
        explorer.send(.type("1"))
        explorer.release()
        let read = try explorer.engine.read(product: "p2")
        explorer.send(.productRead(read, generation: 0))
        #expect(explorer.state.shownImage != "photos/14.png")
    }

    @Test func aPinnedPhotoStays() throws {
        var explorer = try picking()
        explorer.run(.pin)
        #expect(explorer.state.pin?.image == "photos/14.png")
        explorer.send(.edit(.backspace))
        #expect(explorer.state.shownImage == "photos/14.png")
    }
}
