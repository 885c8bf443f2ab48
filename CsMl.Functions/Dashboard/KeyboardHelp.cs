namespace CsMl.Functions.Dashboard;

/// <summary>
/// What the keys do, in a dialog that the page's script opens. There they can be switched off, because single letters get
/// in the way of people who speak to their computer.
/// </summary>
internal static class KeyboardHelp
{
    private static readonly (string Key, string Meaning)[] Keys =
    [
        ("j", Texts.Keys.Down),
        ("k", Texts.Keys.Up),
        ("Enter", Texts.Keys.Open),
        ("c", Texts.Keys.Create),
        ("s", Texts.Keys.Snooze),
        ("e", Texts.Keys.Complete),
        ("a", Texts.Keys.Assign),
        ("x", Texts.Keys.Disagree),
        ("/", Texts.Keys.Search),
        ("?", Texts.Keys.Help),
    ];

    /// <summary>Hidden until the script shows it: without script there are no keys.</summary>
    public static readonly Html Button = Html.Of(
        $"""<button type="button" data-help-open="" hidden="">{Texts.Keys.Title}</button>"""
    );

    public static readonly Html Dialog = Html.Of(
        $"""
        <dialog data-help="" aria-labelledby="keys-title">
        <h2 id="keys-title">{Texts.Keys.Title}</h2>
        <dl class="keys">
        {Keys.Select(key => Html.Of($"<div><dt><kbd>{key.Key}</kbd></dt><dd>{key.Meaning}</dd></div>"))}
        </dl>
        <p><label><input type="checkbox" data-keys="" /> {Texts.Keys.Use}</label></p>
        <form method="dialog"><button>{Texts.Keys.Close}</button></form>
        </dialog>
        """
    );
}
