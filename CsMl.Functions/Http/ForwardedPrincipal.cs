namespace CsMl.Functions.Http;

internal sealed record ForwardedPrincipal(IReadOnlyList<ForwardedClaim?>? Claims);
