using System.Collections.Concurrent;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>The accounts of a page that have open automated CTAs, which its predictions may close or raise: few of them.</summary>
/// <param name="slots">Of the page's accounts.</param>
internal sealed class PageCtas(AccountSlots slots)
{
    private readonly ConcurrentBag<(Prediction Prediction, AccountFacts Facts)> toTend = [];

    /// <param name="prediction">That holds now, asked for if need be.</param>
    public void Add(AccountFacts facts, Func<Prediction> prediction)
    {
        if (slots.Of(facts.AccountId).Any(slot => slot.IsOpen))
        {
            toTend.Add((prediction(), facts));
        }
    }

    /// <summary>Once the predictions are saved: whoever is cut off before leaves them for the next try.</summary>
    public async Task TendAsync(UpdateOpenCtas tend, string tenant, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var (prediction, facts) in toTend)
        {
            await tend.RunAsync(tenant, prediction, facts, slots.Of(facts.AccountId), now, cancellation);
        }
    }
}
