using CsMl.Core.Json;

namespace CsMl.Functions.Dashboard;

/// <summary>
/// A piece of HTML. It is made of literal text and of values, which are escaped: <c>Html.Of($"&lt;p&gt;{name}&lt;/p&gt;")</c>.
/// Values of a type that <see cref="HtmlBuilder"/> does not know do not compile, so none is forgotten.
/// </summary>
/// <remarks>Values stand between tags or within quoted attributes; nothing is safe within scripts and styles.</remarks>
internal readonly record struct Html
{
    private readonly string? _text;

    internal Html(string text) => _text = text;

    public static readonly Html Nothing;

    public bool IsNothing => string.IsNullOrEmpty(_text);

    public static Html Of(HtmlBuilder builder) => builder.ToHtml();

    /// <summary>A text without markup.</summary>
    public static Html Text(string? text) => Of($"{text}");

    /// <summary>A text whose line breaks are kept.</summary>
    public static Html Lines(string text) =>
        new(string.Join("<br />", PrintableText.Lines(text).Split('\n').Select(line => Text(line).ToString())));

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts));

    public override string ToString() => _text ?? "";
}
