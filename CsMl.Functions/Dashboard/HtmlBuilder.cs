using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CsMl.Core.Json;

namespace CsMl.Functions.Dashboard;

/// <summary>Builds <see cref="Html"/> from an interpolated string, of which each value is escaped.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlBuilder(int literalLength, int formattedCount)
{
    private const int LikelyLength = 16;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new(literalLength + formattedCount * LikelyLength);

    public void AppendLiteral(string markup) => _html.Append(markup);

    /// <summary>A text from anywhere. Characters that act instead of being shown are left out.</summary>
    public void AppendFormatted(string? text)
    {
        if (text is not null)
        {
            _html.Append(Encoder.Encode(PrintableText.Of(text)));
        }
    }

    public void AppendFormatted(Html html) => _html.Append(html.ToString());

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts)
        {
            _html.Append(part.ToString());
        }
    }

    public void AppendFormatted(int number) => _html.Append(CultureInfo.InvariantCulture, $"{number}");

    /// <summary>A coordinate.</summary>
    public void AppendFormatted(double number) => _html.Append(CultureInfo.InvariantCulture, $"{number:0.##}");

    public Html ToHtml() => new(_html.ToString());
}
