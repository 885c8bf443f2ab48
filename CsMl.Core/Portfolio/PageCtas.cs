using System.Collections.Concurrent;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// The few accounts of a page that have open automated CTAs, which the page's predictions may close or raise.
/// </summary>
/// <param name="slots">The slots of the page's accounts.</param>
internal sealed class PageCtas(AccountSlots slots)
{
    private readonly ConcurrentBag<(LatestPrediction Latest, KnownAccount Account)> _toTend = [];

    /// <param name="latest">Returns the account's current prediction; called only if it is needed.</param>
    public void Add(KnownAccount account, Func<LatestPrediction> latest)
    {
        if (HasOpen(account))
        {
            _toTend.Add((latest(), account));
        }
    }

    /// <summary>
    /// Called after the predictions are saved; if it is interrupted, the next try of the page completes it.
    /// </summary>
    /// <param name="skip">Called for each account of which a row cannot be read.</param>
    public async Task TendAsync(
        UpdateOpenCtas tend,
        string tenant,
        DateTimeOffset now,
        Action<string, Exception> skip,
        CancellationToken cancellation
    )
    {
        foreach (var (latest, account) in _toTend)
        {
            try
            {
                await tend.RunAsync(tenant, latest, account, Of(account), now, cancellation);
            }
            catch (Exception e) when (e is JsonException or InvalidDataException)
            {
                skip(account.Facts.AccountId, e);
            }
        }
    }

    public bool HasOpen(KnownAccount account) => Of(account).Any(slot => slot.IsOpen);

    /// <exception cref="DamagedRowException">A slot of this account cannot be read.</exception>
    public IReadOnlyList<CtaSlot> Of(KnownAccount account) => slots.Of(account.Facts.AccountId);
}
