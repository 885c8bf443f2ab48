using CsMl.Core.Learning;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Learns from a tenant's outcomes if any may have come since the last time, or if they are to be compared with other
/// rules; keeps the version, and lets the scale follow it. It can be cut off anywhere and run twice: outcomes that a
/// version has seen make no other.
/// </summary>
public sealed partial class LearnAtNight(
    ListLearningRows list,
    LearnedVersions learned,
    TenantSettings settings,
    ChangeScale changeScale,
    TimeProvider time,
    ILogger<LearnAtNight> log
)
{
    public async Task RunAsync(string tenant, CancellationToken cancellation)
    {
        // The mark is read first: whatever is read after it may only be newer than what the mark is of.
        var due = await learned.FindDueAsync(tenant, cancellation);
        var current = await settings.ReadAsync(tenant, cancellation);
        var rules = current.Scale.Rules;
        if (
            current.LearningMode == LearningMode.Off
            || (due is null && !await IsOfOtherRulesAsync(tenant, rules, cancellation))
        )
        {
            return;
        }

        var now = time.GetUtcNow();
        var rows = await list.RunAsync(tenant, now, cancellation);
        var history = await learned.ListAsync(tenant, cancellation);
        if (RefitModel.Of([.. history.Reverse()], rows, rules, now) is { } version)
        {
            // If another process learned meanwhile, its version stands.
            await learned.AddAsync(tenant, version, cancellation);
            Learned(log, version.Number, version.Learned.Scope, version.Learned.Outcomes);
            if (version.WentBackFrom is { } worse)
            {
                WentBack(log, worse, version.Later!.MeanExtraLoss, version.Later.Outcomes);
            }
        }

        await changeScale.FollowAsync(tenant, cancellation);
        if (due is not null)
        {
            await learned.EndDueAsync(tenant, due, cancellation);
        }
    }

    /// <summary>
    /// True if the newest version was compared with other rules than those that are used without learning now. It is
    /// asked and not marked, so that no change of the settings can be cut off before its mark.
    /// </summary>
    private async Task<bool> IsOfOtherRulesAsync(string tenant, ChurnModel rules, CancellationToken cancellation) =>
        await learned.FindNewestAsync(tenant, cancellation) is { } newest && newest.RulesIntercept != rules.Intercept;

    [LoggerMessage(LogLevel.Information, "Version {Number} learned {Scope} from {Outcomes} outcomes")]
    private static partial void Learned(ILogger log, int number, LearnedScope scope, int outcomes);

    [LoggerMessage(
        LogLevel.Warning,
        "Version {Number} is taken back: its log loss is {Extra} above that of the rules on the {Outcomes} outcomes after it"
    )]
    private static partial void WentBack(ILogger log, int number, double extra, int outcomes);
}
