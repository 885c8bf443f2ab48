using System.Collections.Concurrent;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// The few accounts of a page that have open automated CTAs, which the page's predictions may close or raise.
/// </summary>
/// <param name="slots">The slots of the page's accounts.</param>
internal sealed class PageCtas(AccountSlots slots)
{
    private readonly ConcurrentBag<(Prediction Prediction, AccountFacts Facts)> _toTend = [];

    /// <param name="prediction">Returns the account's current prediction; called only if it is needed.</param>
    public void Add(AccountFacts facts, Func<Prediction> prediction)
    {
        if (slots.Of(facts.AccountId).Any(slot => slot.IsOpen))
        {
            _toTend.Add((prediction(), facts));
        }
    }

    /// <summary>
    /// Called after the predictions are saved; if it is interrupted, the next try of the page completes it.
    /// </summary>
    public async Task TendAsync(UpdateOpenCtas tend, string tenant, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var (prediction, facts) in _toTend)
        {
            await tend.RunAsync(tenant, prediction, facts, slots.Of(facts.AccountId), now, cancellation);
        }
    }
}
