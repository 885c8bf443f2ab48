using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Reads once more whether an account has left or is no customer, because what follows from it cannot be undone: it may
/// have renewed, or its facts may be others, since a run read it.
/// </summary>
public sealed class FindNoCustomer(AccountIndex index, OutcomeStore outcomes)
{
    /// <summary>Null if the account is a customer, or is no longer known.</summary>
    /// <param name="now">A departure that the facts show without a date is as of this instant.</param>
    public async Task<NoCustomer?> RunAsync(AccountKey account, DateTimeOffset now, CancellationToken cancellation)
    {
        var known = await outcomes.FindAsync(account, cancellation);
        if (await index.FindAsync(account, cancellation) is not { } found)
        {
            return null;
        }

        var recorded = known.Outcomes.ConvertAll(o => o.Outcome);
        var lifecycle = (found with { Retention = Outcome.RetentionAsOf(recorded, now) }).LifecycleAt(now);
        if (lifecycle.IsCustomer)
        {
            return null;
        }

        var last = recorded.Where(o => o.IsOfRetention).MaxBy(o => o.OccurredAt);
        var isNew = lifecycle.State == Lifecycle.Left && last?.Kind != OutcomeKind.Churned;
        return new NoCustomer(
            lifecycle,
            isNew ? new Outcome(OutcomeKind.Churned, now, IsInferred: true) : null,
            OutcomeStore.Told(known)
        );
    }
}
