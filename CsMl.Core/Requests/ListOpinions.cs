using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Lists what people think of predictions.</summary>
public sealed class ListOpinions(AccountIndex index, OpinionStore store, TimeProvider time)
{
    /// <summary>Those on an account's predictions; null if there is no such account.</summary>
    /// <param name="after">Continues after this place, which an earlier result returned.</param>
    public async Task<OpinionPage?> OfAccountAsync(
        AccountKey account,
        string? after,
        int limit,
        CancellationToken cancellation
    )
    {
        if (!await index.HasAsync(account, cancellation))
        {
            return null;
        }

        var (opinions, next) = await store.ListAsync(account, after, limit, cancellation);
        return Page(opinions, next, time.GetUtcNow());
    }

    /// <summary>Those on all accounts, last said first.</summary>
    /// <param name="isOpen">True for open disagreements alone.</param>
    public async Task<OpinionPage> AllAsync(
        string tenant,
        bool isOpen,
        string? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        // An opinion is said within the window of its prediction, and open no longer than that.
        DateTimeOffset? since = isOpen ? now.AddDays(-PredictionRequest.MaxWindowDays) : null;
        var (opinions, next) = await store.ListAllAsync(tenant, since, now, after, limit, cancellation);
        return Page(opinions, next, now);
    }

    private static OpinionPage Page(IReadOnlyList<Opinion> opinions, string? next, DateTimeOffset now) =>
        new([.. opinions.Select(opinion => OpinionView.Of(opinion, now))], next);
}
