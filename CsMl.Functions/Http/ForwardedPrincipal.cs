using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Functions.Http;

/// <summary>
/// The principal that App Service authentication signed in and forwards: base64 of
/// <c>{"role_typ":…,"claims":[{"typ":…,"val":…}]}</c>.
/// </summary>
/// <param name="RoleType">The type of the claims that are roles, beside <c>roles</c>.</param>
internal sealed record ForwardedPrincipal(
    IReadOnlyList<ForwardedClaim?>? Claims,
    [property: JsonPropertyName("role_typ")] string? RoleType = null
)
{
    /// <summary>Of somebody who is not signed in.</summary>
    private static readonly ForwardedPrincipal Nobody = new(Claims: null);

    /// <summary>An invalid principal is treated as one without claims.</summary>
    public static ForwardedPrincipal Read(string header)
    {
        var bytes = new byte[header.Length];
        if (header.Length == 0 || !Convert.TryFromBase64String(header, bytes, out var length))
        {
            return Nobody;
        }

        try
        {
            return JsonSerializer.Deserialize(bytes.AsSpan(0, length), HttpJson.Plain.ForwardedPrincipal) ?? Nobody;
        }
        catch (JsonException)
        {
            return Nobody;
        }
    }

    /// <summary>The different values of claims of these types.</summary>
    public IReadOnlyList<string> ValuesOf(params IReadOnlyList<string?> types) =>
        [
            .. (Claims ?? [])
                .Where(claim => claim is { Typ: not null, Val.Length: > 0 } && types.Contains(claim.Typ))
                .Select(claim => claim!.Val!)
                .Distinct(StringComparer.Ordinal),
        ];
}
