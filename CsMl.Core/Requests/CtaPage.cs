using CsMl.Core.Accounts;

namespace CsMl.Core.Requests;

/// <param name="Next">Where the next page begins; null: this is the last.</param>
public sealed record CtaPage(IReadOnlyList<Cta> Ctas, string? Next);
