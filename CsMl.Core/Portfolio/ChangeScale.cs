using CsMl.Core.Learning;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Changes what makes a tenant's probabilities (<see cref="AppliedScale"/>) as one act: settings and scale in one write,
/// then a run that scores every account again. Predictions on another scale than those before them change no CTA and are
/// told to nobody, whoever makes them. If it is cut off between the two, the night starts the run.
/// </summary>
public sealed partial class ChangeScale(
    TenantSettings settings,
    ConfiguredSettings configured,
    LearnedVersions learned,
    RiskIndex risks,
    RunStore runs,
    StartRun start,
    TimeProvider time,
    ILogger<ChangeScale> log
)
{
    /// <summary>Stores settings. Null if the version is not admitted.</summary>
    public async Task<(SettingsRow Before, SettingsRow After)?> StoreAsync(
        string tenant,
        Func<int, bool> admits,
        Func<StoredSettings, StoredSettings> change,
        CancellationToken cancellation
    )
    {
        var written = await settings.ChangeAsync(
            tenant,
            admits,
            async row => (await PlanAsync(tenant, row, change, cancellation)).After,
            cancellation
        );
        if (written is var (before, after))
        {
            await CompleteAsync(tenant, before, after, cancellation);
        }

        return written;
    }

    /// <summary>The row as <see cref="StoreAsync"/> would leave it, and what that would do to the accounts.</summary>
    public async Task<(SettingsRow After, ScalePreview Preview)> PreviewAsync(
        string tenant,
        Func<StoredSettings, StoredSettings> change,
        CancellationToken cancellation
    )
    {
        var before = await settings.FindAsync(tenant, cancellation);
        var plan = await PlanAsync(tenant, before, change, cancellation);
        var accounts = plan.Accounts ?? await AccountsAsync(tenant, before, plan.Used, cancellation);
        return (plan.After, ScalePreview.Of(accounts, Effective(tenant, before), Effective(tenant, plan.After)));
    }

    /// <summary>
    /// Lets the scale follow what has changed without a call: the configuration, the accounts that an expected rate
    /// waits for, and what was learned.
    /// </summary>
    public async Task FollowAsync(string tenant, CancellationToken cancellation)
    {
        var written = await settings.ChangeAsync(
            tenant,
            _ => true,
            async row =>
                (await PlanAsync(tenant, row, stored => stored, cancellation)).After is var after
                && after.Scale == row.Scale
                    ? null
                    : after,
            cancellation
        );
        var (before, now) = written!.Value;
        await CompleteAsync(tenant, before, now, cancellation);
    }

    /// <summary>
    /// True if the scale changed at an instant or later, or accounts are still to be scored again because it did: not all
    /// that the index lists is of that scale, or its meaning changed only then.
    /// </summary>
    public async Task<bool> IsUnsettledAsync(string tenant, DateTimeOffset since, CancellationToken cancellation)
    {
        var scale = (await settings.FindAsync(tenant, cancellation)).Scale;
        return scale.Since >= since || await IsRescoringAsync(tenant, scale.Version, cancellation);
    }

    private async Task CompleteAsync(
        string tenant,
        SettingsRow before,
        SettingsRow after,
        CancellationToken cancellation
    )
    {
        if (before.Scale.Version != after.Scale.Version)
        {
            Changed(log, after.Scale.Version, after.Scale.StandsOn);
        }

        await RescoreAsync(tenant, after, cancellation);
    }

    /// <summary>Starts the run of the current scale unless it is over; one that is worked on goes on.</summary>
    private async Task RescoreAsync(string tenant, SettingsRow row, CancellationToken cancellation)
    {
        if (await IsRescoringAsync(tenant, row.Scale.Version, cancellation))
        {
            await start.RescoreAsync(tenant, row.Scale.Version, cancellation);
        }
    }

    private async Task<bool> IsRescoringAsync(string tenant, int version, CancellationToken cancellation) =>
        version > 0
        && await runs.FindAsync(tenant, RunRecord.RescoreId(version), cancellation) is not { Run.IsOver: true };

    private async Task<Plan> PlanAsync(
        string tenant,
        SettingsRow before,
        Func<StoredSettings, StoredSettings> change,
        CancellationToken cancellation
    )
    {
        var wanted = configured.Of(tenant).With(change(before.Settings));
        var used = wanted.LearningMode == LearningMode.On ? await learned.FindUsedAsync(tenant, cancellation) : null;
        IReadOnlyList<ScaledAccount>? accounts = null;
        ExpectedRate? solved = null;
        var now = time.GetUtcNow();
        if (wanted.ExpectedChurn is { } rate && before.Scale.Expected?.Rate != rate)
        {
            accounts = await AccountsAsync(tenant, before, used, cancellation);
            solved = Solve(accounts, rate, now);
        }

        var (stored, old) = (change(before.Settings), configured.Of(tenant).With(before.Settings));
        var scale = before.Scale.For(wanted, used, solved, now);
        // Within other days, the same account has another probability.
        var isReadOtherwise = (old.Risk, old.WindowDays) != (wanted.Risk, wanted.WindowDays);
        scale = isReadOtherwise && scale.Version == before.Scale.Version ? scale.Renewed(now) : scale;
        var after = before with { Settings = stored, Applied = scale == AppliedScale.AsDeployed ? null : scale };
        return new Plan(after, used, accounts);
    }

    /// <summary>Null without customers; accounts under notice are known to leave, and do not count.</summary>
    private static ExpectedRate? Solve(IReadOnlyList<ScaledAccount> accounts, double rate, DateTimeOffset now)
    {
        List<double> sums = [.. accounts.Where(a => !a.IsUnderNotice).Select(a => a.RulesSum).OfType<double>()];
        return sums.Count == 0 ? null : new ExpectedRate(rate, SolveIntercept.ForMean(sums, rate), sums.Count, now);
    }

    private async Task<IReadOnlyList<ScaledAccount>> AccountsAsync(
        string tenant,
        SettingsRow row,
        StoredVersion? used,
        CancellationToken cancellation
    )
    {
        var current = row.Scale.Model ?? ChurnModel.RulesAlone;
        var thresholds = Effective(tenant, row).Risk;
        var accounts = new List<ScaledAccount>();
        await foreach (var risk in risks.ListAsync(tenant, PredictionType.Churn, cancellation))
        {
            accounts.Add(ScaledAccount.Of(risk, thresholds, current, used?.Learned.Model));
        }

        return accounts;
    }

    private EffectiveSettings Effective(string tenant, SettingsRow row) => configured.Of(tenant).With(row);

    /// <param name="After">The row, changed.</param>
    /// <param name="Used">The learned version to be used; null for the rules.</param>
    /// <param name="Accounts">Null if they were not needed.</param>
    private sealed record Plan(SettingsRow After, StoredVersion? Used, IReadOnlyList<ScaledAccount>? Accounts);

    [LoggerMessage(
        LogLevel.Information,
        "Probabilities stand on {StandsOn} now (scale {Version}); all accounts are scored again"
    )]
    private static partial void Changed(ILogger log, int version, ScaleSource standsOn);
}
