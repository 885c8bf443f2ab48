using System.Text.Json.Serialization;
using CsMl.Core.Accounts;

namespace CsMl.Functions.Http;

/// <summary>What a PATCH of one CTA alone would answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Cta">Null if the change was refused; then <paramref name="Code"/> and the detail say why.</param>
public sealed record PatchedCta(
    string AccountId,
    string CtaId,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Cta? Cta = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null
);
