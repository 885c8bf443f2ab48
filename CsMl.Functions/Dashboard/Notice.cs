namespace CsMl.Functions.Dashboard;

/// <summary>A message at the top of a page, about the change that was made before it.</summary>
/// <param name="Text">One or two sentences.</param>
/// <param name="IsProblem">True if nothing was changed.</param>
internal sealed record Notice(string Text, bool IsProblem)
{
    /// <summary>The parameter of a page's address that names a message.</summary>
    public const string Parameter = "done";

    /// <summary>Messages after changes, by the words in addresses, so that no address can hold a text of its own.</summary>
    private static readonly Dictionary<string, string> Done = new(StringComparer.Ordinal)
    {
        ["created"] = Texts.Done.Created,
        ["started"] = Texts.Done.Started,
        ["snoozed"] = Texts.Done.Snoozed,
        ["completed"] = Texts.Done.Completed,
        ["cancelled"] = Texts.Done.Cancelled,
        ["assigned"] = Texts.Done.Assigned,
        ["recorded"] = Texts.Done.Recorded,
        ["agreed"] = Texts.Done.Agreed,
        ["disagreed"] = Texts.Done.Disagreed,
        ["predicted"] = Texts.Done.Predicted,
        ["changed"] = Texts.Done.Changed,
        ["running"] = Texts.Done.Running,
    };

    public static Notice? Of(string? word) =>
        word is not null && Done.TryGetValue(word, out var text) ? new Notice(text, IsProblem: false) : null;
}
