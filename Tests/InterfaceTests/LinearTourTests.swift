// The tour in lines: what a step tells to say ends it, in both languages.
import Domain
import Explorer
import Interface
import Support
import Testing

@Suite struct LinearTourTests {
    @Test(arguments: Language.allCases) func everyStepEndsByTheLinesItNames(language: Language) throws {
        var talk = try Conversation(language)
        var said = talk.say(language == .en ? "tour" : "案内")
        for step in TourStep.allCases {
            #expect(talk.explorer.state.tour?.step == step)
            let line = try #require(said.last)
            let number = language == .en ? "tour, \(step.rawValue + 1) of 13: " : "案内 \(step.rawValue + 1)/13: "
            #expect(line.hasPrefix(number), "\(step): \(said)")
            #expect(talk.say("").last == line, "an empty line says the step again")
            for words in step.lines(in: language) {
                #expect(line.contains(words), "\(words) is not said: \(line)")
                said = talk.say(words)
            }
            for sign in ["Esc", "Enter", "->", "→"] { #expect(!line.contains(sign)) }
        }
        #expect(talk.explorer.state.tour == nil)
        let end = language == .en ? "the tour is over; tour starts it again" : "案内は終わりです。案内 でもう一度"
        #expect(said.contains(end) && said.count > 20, "help is read out and the end is said: \(said.count)")
        #expect(talk.explorer.state.overlay == nil)
    }

    @Test func itCanBeLeft() throws {
        var talk = try Conversation()
        #expect(talk.say("tour").first?.hasPrefix("the tour: ") == true)
        _ = talk.say("red mug")
        #expect(talk.say("tour") == ["the tour is left"])
        #expect(talk.say("rows").count == 11 && talk.explorer.state.tour == nil)
    }
}
