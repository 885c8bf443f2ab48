using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Core.Morning;

/// <summary>
/// Arranges what is stored into a <see cref="MorningView"/>. It reads index rows and the rows of at most 150 accounts,
/// whatever the size of the portfolio.
/// </summary>
public sealed class ReadMorning(
    FindCandidates findCandidates,
    FindMoved findMoved,
    FindAccount find,
    AccountIndex index,
    FindRiskChange changes,
    PredictionReader predictions,
    ClosedRuns closedRuns,
    TimeProvider time
)
{
    /// <summary>Days over which the change of a shown account's probability is told.</summary>
    private const int ChangeDays = 7;

    private const int HealthDays = 180;

    /// <summary>Percentage points from which on the reason of a change is told before the strongest driver.</summary>
    private const double LeastPoints = 1;

    public async Task<MorningView> RunAsync(string tenant, MorningQuery query, CancellationToken cancellation) =>
        (await ReadAsync(tenant, query, cancellation)).View;

    internal async Task<MorningReading> ReadAsync(string tenant, MorningQuery query, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (candidates, hasMore) = await findCandidates.RunAsync(tenant, query.OwnerId, cancellation);
        var then = now.AddDays(-query.MovedWithinDays);
        var risks = candidates.Select(candidate => candidate.Risk);
        var moved = await findMoved.RunAsync(tenant, risks, query.OwnerId, then, cancellation);
        var lastRun = await closedRuns.FindLastAsync(tenant, cancellation);
        var none = new MorningView(now, lastRun, 0, hasMore, [], 0, [], moved, [], 0, 0);
        return await ArrangeAsync(tenant, new MorningReading(query, now, candidates, none), [], cancellation);
    }

    /// <summary>Reads the CTAs and the facts of some accounts again, and arranges the same candidates anew.</summary>
    internal async Task<MorningReading> UpdateAsync(
        string tenant,
        MorningReading before,
        IReadOnlySet<string> changed,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var candidates = await findCandidates.ReadAgainAsync(tenant, before.Candidates, changed, cancellation);
        var same = before.View.Accounts.Where(row => !changed.Contains(row.Account.Id)).ToList();
        return await ArrangeAsync(tenant, before with { At = now, Candidates = candidates }, same, cancellation);
    }

    /// <summary>Of the shown accounts those whose facts are others than those that were read.</summary>
    internal async Task<IEnumerable<string>> FindChangedFactsAsync(
        string tenant,
        MorningReading reading,
        CancellationToken cancellation
    )
    {
        var shown = reading.View.Accounts;
        var versions = await Task.WhenAll(
            shown.Select(row => index.FindVersionAsync(new AccountKey(tenant, row.Account.Id), cancellation))
        );
        return shown.Where((row, i) => versions[i]?.Fingerprint != row.Fingerprint).Select(row => row.Account.Id);
    }

    /// <param name="same">Rows that need not be read again.</param>
    private async Task<MorningReading> ArrangeAsync(
        string tenant,
        MorningReading reading,
        IReadOnlyList<MorningAccount> same,
        CancellationToken cancellation
    )
    {
        var (candidates, rows) = (reading.Candidates, reading.Query.Rows);
        var today = candidates.Where(c => c.Attention == Attention.Today).ToList();
        var accounts = await ReadAccountsAsync(tenant, today, same, rows, reading.At, cancellation);
        return reading with
        {
            View = reading.View with
            {
                At = reading.At,
                NeedToday = today.Count,
                AtRisk = AmountAtRisk.Sum(today),
                OfUnknownRevenue = today.Count(c => c.RevenueAtRisk is null),
                Accounts = accounts,
                Waiting = [.. candidates.Where(c => c.Attention == Attention.Waiting).Select(WaitingOf)],
                Later = candidates.Count(c => c.Attention == Attention.Later),
                Done = candidates.Count(c => c.Attention == Attention.Done),
            },
        };
    }

    /// <summary>
    /// Reads the facts of the first accounts. One that has left since its prediction is taken out of
    /// <paramref name="today"/>, and the next takes its place.
    /// </summary>
    private async Task<List<MorningAccount>> ReadAccountsAsync(
        string tenant,
        List<Candidate> today,
        IReadOnlyList<MorningAccount> same,
        int rows,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (accounts, gone) = (new List<MorningAccount>(rows), new HashSet<string>(StringComparer.Ordinal));
        foreach (var some in today.Chunk(rows).TakeWhile(_ => accounts.Count < rows))
        {
            var read = await Task.WhenAll(
                some.Select(one =>
                    same.FirstOrDefault(row => row.Account.Id == one.Risk.Account.Id) is { } known
                        ? Task.FromResult<MorningAccount?>(known)
                        : ReadAsync(tenant, one, now, cancellation)
                )
            );
            accounts.AddRange(read.OfType<MorningAccount>().Take(rows - accounts.Count));
            gone.UnionWith(some.Where((_, i) => read[i] is null).Select(one => one.Risk.Account.Id));
        }

        today.RemoveAll(one => gone.Contains(one.Risk.Account.Id));
        return accounts;
    }

    /// <summary>Null if the account is no customer any more.</summary>
    private async Task<MorningAccount?> ReadAsync(
        string tenant,
        Candidate candidate,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (risk, key) = (candidate.Risk, new AccountKey(tenant, candidate.Risk.Account.Id));
        if (
            await find.RunAsync(key, cancellation) is not { } known
            || known.LifecycleAt(now) is var standing && !standing.IsCustomer
        )
        {
            return null;
        }

        var facts = known.Facts;
        var listed = ListedAccount.Of(risk.Account with { Lifecycle = standing.State }, known, now);
        var change = await changes.RunAsync(
            key,
            PredictionType.Churn,
            risk.Prediction,
            now.AddDays(-ChangeDays),
            cancellation
        );
        var latest = await predictions.FindLatestAsync(key, PredictionType.Churn, cancellation);
        return new MorningAccount(
            listed,
            risk.Prediction,
            AccountRevenue.AtRisk(listed.AnnualRevenue, risk.Prediction.Probability),
            change,
            WriteReason(risk.Prediction, change),
            NextStep.Of(latest?.Prediction, candidate.Ctas, facts, listed.ContractEnd ?? listed.RenewalDate),
            HealthOf(facts, now),
            NewestFact(facts, now),
            latest is not null && latest.Fingerprint != known.Fingerprint
        )
        {
            Fingerprint = known.Fingerprint,
            WindowDays = risk.Row.WindowDays,
        };
    }

    /// <summary>What hardly moved the probability explains nothing.</summary>
    private static string WriteReason(PredictionSummary prediction, RiskChange? change) =>
        change is { Reason: { } moved } && Math.Abs(change.Points) >= LeastPoints ? moved
        : prediction.PrimaryChurnDrivers is [var first, ..] ? first
        : prediction.Explanation;

    private static List<HealthPoint> HealthOf(AccountFacts facts, DateTimeOffset now)
    {
        var series = HealthSeries.Of(facts.HealthHistory, s => s.OverallScore, now.AddDays(-HealthDays), now);
        return [.. Enumerable.Range(0, series.Count).Select(i => new HealthPoint(series.Date(i), series.Score(i)))];
    }

    private static DateTimeOffset? NewestFact(AccountFacts facts, DateTimeOffset now) =>
        facts
            .HealthHistory.Select(snapshot => snapshot.Date)
            .Concat(facts.Activities.Where(activity => activity.IsHeld).Select(activity => activity.Date))
            .Concat(facts.Tickets.Select(ticket => ticket.CreatedAt))
            .Where(date => date <= now)
            .Select(date => (DateTimeOffset?)date)
            .Max();

    private static WaitingAccount WaitingOf(Candidate candidate) =>
        new(
            candidate.Risk.Account,
            candidate
                .Ctas.Select(record => record.Cta)
                .Where(cta => cta.Status == CtaStatus.Snoozed)
                .MinBy(cta => cta.SnoozeUntil)!
        );
}
