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

    public static Html Button(string text, bool isPrimary = false) =>
        isPrimary ? Html.Of($"""<button class="primary">{text}</button>""") : Html.Of($"""<button>{text}</button>""");

    private static Html Hidden(string name, string value) =>
        Html.Of($"""<input type="hidden" name="{name}" value="{value}" />""");
}
