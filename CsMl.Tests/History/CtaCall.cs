namespace CsMl.Tests.History;

/// <summary>One call on a CTA as its caller saw it. Instants are places in the order of all beginnings and ends of calls.</summary>
/// <param name="IfMatch">The version that a change was conditional on; null: on none.</param>
/// <param name="Version">Of the answer; null: the change was refused, or its answer never came.</param>
/// <param name="Note">What a change wrote, found nowhere else; null: the call was a read.</param>
internal sealed record CtaCall(string CtaId, int? IfMatch, int? Version, string? Note, long Began, long Ended);
