using System.Security.Cryptography;

namespace CsMl.Functions.Dashboard;

/// <summary>Writes forms that a page of this app accepts.</summary>
internal static class Forms
{
    /// <summary>The field that names the change.</summary>
    public const string Action = "do";

    /// <param name="path">The address of a page that takes forms; its GET shows the page.</param>
    /// <param name="action">Which change: a word of <see cref="PageActions"/>.</param>
    /// <param name="content">The fields to fill in, and the button.</param>
    public static Html To(
        PageVisit visit,
        string path,
        string action,
        Html content,
        params ReadOnlySpan<(string Name, string? Value)> hidden
    )
    {
        var fields = new List<Html>(hidden.Length);
        foreach (var (name, value) in hidden)
        {
            fields.Add(value is null ? Html.Nothing : Hidden(name, value));
        }

        return Html.Of(
            $"""
            <form method="post" action="{path}" data-do="{action}">
            {Hidden(PageForm.Token, visit.FormToken)}{Hidden(
                PageForm.Once,
                RandomNumberGenerator.GetHexString(32, lowercase: true)
            )}{Hidden(Action, action)}{fields}
            {content}
            </form>
            """
        );
    }

    /// <summary>Something that is seen once its name is opened.</summary>
    public static Html Folded(Html name, Html content, bool isOpen) =>
        Html.Of(
            $"<details{(isOpen ? Html.Of($" open=\"\"") : Html.Nothing)}><summary>{name}</summary>{content}</details>"
        );

    public static Html Button(string text, bool isPrimary = false) =>
        isPrimary ? Html.Of($"""<button class="primary">{text}</button>""") : Html.Of($"""<button>{text}</button>""");

    /// <summary>A day with its label.</summary>
    /// <inheritdoc cref="Input"/>
    public static Html Day(string id, string name, string label, string? value) =>
        Html.Of(
            $"""<p><label for="{id}">{label}</label> <input id="{id}" name="{name}" value="{value}" type="date" /></p>"""
        );

    /// <summary>A line of text with its label.</summary>
    /// <param name="id">Different from all others of the page.</param>
    public static Html Input(string id, string name, string label, string? value = null, int maxLength = 128) =>
        Html.Of(
            $"""<p><label for="{id}">{label}</label> <input id="{id}" name="{name}" value="{value}" maxlength="{maxLength}" /></p>"""
        );

    /// <param name="selected">The value that is chosen at first; null for the first.</param>
    public static Html Select(
        string id,
        string name,
        string label,
        IReadOnlyList<(string Value, string Text)> options,
        string? selected = null,
        bool isRequired = false
    ) =>
        Html.Of(
            $"""
            <p><label for="{id}">{label}</label> <select id="{id}" name="{name}"{(
                isRequired ? Html.Of($" required=\"\"") : Html.Nothing
            )}>{options.Select(option =>
                Option(option, selected)
            )}</select></p>
            """
        );

    private static Html Option((string Value, string Text) option, string? selected) =>
        option.Value == selected
            ? Html.Of($"""<option value="{option.Value}" selected="">{option.Text}</option>""")
            : Html.Of($"""<option value="{option.Value}">{option.Text}</option>""");

    private static Html Hidden(string name, string value) =>
        Html.Of($"""<input type="hidden" name="{name}" value="{value}" />""");
}
