namespace CsMl.Functions.Http;

internal sealed record ForwardedClaim(string? Typ, string? Val);
