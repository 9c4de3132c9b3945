// What is worth knowing about pictures, index and model before a ranking is trusted. A fact, not a sentence: it is said in the
// language of the screen, which may change while it is open.

package enum DataWarning: Equatable, Sendable {
    /// Pictures of a folder that cannot be read and are not in its catalog.
    case leftOut(Int, of: Int)
    /// Pictures of a catalog that could not be read when they were indexed.
    case unreadable(Int)
    /// Pictures whose files end early and that are used as far as they go.
    case cutShort(Int)
    /// Pictures of an index whose file is not there any more.
    case missing(Int, of: Int)
    /// The checkpoint has a global vector only.
    case globalOnly
    /// These pictures differ from those that a model was trained on: by a trait, with its mean here and there.
    case unlike(model: String, trait: String, here: Double, trained: Double)
    /// Photos whose file is another one than was indexed.
    case changed(Int, of: Int)
    /// Things below a folder that nobody could look at.
    case unseen(Int)
    /// One of them.
    case unseenEntry(LeftOutEntry)
    /// Names that are not UTF-8: what they look like, and the command that renames them.
    case foreignNames(encoding: String, command: String)
    /// What reading the catalog did.
    case catalog(CatalogRemark)
    /// A file, and what is wrong with it, in the words of what read it.
    case fault(String)
}
