using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace CsMl.Functions.Dashboard;

/// <summary>What somebody filled in and sent.</summary>
internal sealed class PageForm(IFormCollection fields)
{
    /// <summary>The field that shows that a page of this app made the form.</summary>
    public const string Token = "token";

    /// <summary>The field that is different in each form, so that a form sent twice has one effect.</summary>
    public const string Once = "once";

    private const string ContentType = "application/x-www-form-urlencoded";
    private const int MostBytes = 64 * 1024;

    private static readonly FormOptions Limits = new()
    {
        KeyLengthLimit = 64,
        ValueLengthLimit = 8 * 1024,
        ValueCountLimit = 64,
    };

    /// <summary>The text of a field; empty if the form has none.</summary>
    public string this[string name] => fields[name] is [{ } value] ? value.Trim() : "";

    /// <summary>The same; null if it is empty.</summary>
    public string? Given(string name) => this[name] is { Length: > 0 } value ? value : null;

    public static async Task<(PageForm? Form, ApiProblem? Problem)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
            || !RequestBody.IsUtf8(type)
        )
        {
            return (null, ApiProblem.UnsupportedMediaType(ContentType));
        }

        if (request.ContentLength > MostBytes)
        {
            return (null, ApiProblem.TooLarge(MostBytes));
        }

        try
        {
            return (new PageForm(await request.ReadFormAsync(Limits, cancellation)), null);
        }
        catch (InvalidDataException)
        {
            return (null, ApiProblem.Invalid("", "is no form of this page; open the page again"));
        }
    }
}
