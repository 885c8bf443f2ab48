using CsMl.Core.Accounts;
using CsMl.Local.Sample;

namespace CsMl.Tests;

/// <summary>The sample portfolio as if none of its accounts had left, so that a run scores every one.</summary>
internal static class SampleCustomers
{
    public static IReadOnlyList<AccountFacts> Make(DateTimeOffset now) =>
        [
            .. SamplePortfolio
                .Make(now)
                .Select(a =>
                    Some.HasLeft(a) ? a with { Subscription = a.Subscription! with { Status = "ACTIVE" } } : a
                ),
        ];
}
