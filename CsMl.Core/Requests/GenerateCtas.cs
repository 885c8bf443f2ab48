using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Requests;

/// <summary>
/// Creates CTAs for the accounts at greatest risk, highest first, until enough are created. The accounts that already
/// have a CTA come first every night, so all slots are read beforehand in a few pages, and these accounts need no read
/// of their own. Neither do accounts whose risk index row shows that they need no CTA. An account of which a row is damaged
/// is skipped.
/// </summary>
public sealed partial class GenerateCtas(
    ListHighRisk highRisk,
    GenerateCta generateCta,
    CtaReader stored,
    PlaybookStore playbooks,
    TenantSettings settings,
    TimeProvider time,
    ILogger<GenerateCtas> log
)
{
    /// <summary>
    /// Lower bound of the limit on accounts that are read without creating a CTA. Accounts whose slot shows a CTA are
    /// not read and do not count.
    /// </summary>
    private const int LeastLooks = 1_000;

    private const int LooksPerCta = 10;

    /// <summary>Most skipped accounts that a result lists; the count includes the others.</summary>
    private const int MostSkipped = 100;

    private const string Damaged = "what is stored of it is damaged; the log and the command `doctor` name the row";

    /// <param name="runId">
    /// CTAs that this run created before an interruption count as created. Only a run reads the rest of the index, to
    /// count the accounts over its cap.
    /// </param>
    /// <param name="key">
    /// CTAs that an earlier attempt of this request created are among the results, as if this one had created them.
    /// </param>
    /// <param name="maxCtas">Most CTAs to create; skipped candidates do not count.</param>
    /// <exception cref="LimitReachedException">Callers have made as many CTAs today as they may.</exception>
    public async Task<GeneratedCtas> RunAsync(
        string tenant,
        PredictionType type,
        int maxCtas,
        string? callerId,
        CancellationToken cancellation,
        string? runId = null,
        RequestKey? key = null
    )
    {
        var now = time.GetUtcNow();
        var rules = (await settings.OfAsync(tenant, cancellation)).CtaRules;
        var slots = await stored.ListSlotsAsync(tenant, cancellation);
        var known = await playbooks.ListAsync(tenant, cancellation);
        var search = new Search(tenant, type, callerId, runId, key, rules, slots, known, now);
        var tally = new Tally { Created = slots.MadeBy(runId) };
        var mostLooks = Math.Max(LeastLooks, maxCtas * LooksPerCta);
        // The accounts that already have a CTA come before those that need one.
        var likely = maxCtas + slots.Count;
        // Accounts whose row in the index cannot be read: whether they need a CTA is in their predictions.
        var unread = new Queue<string>();
        await using var risks = highRisk
            .AllAsync(
                tenant,
                type,
                new HighRiskQuery(Lowest(type, rules), likely),
                likely,
                cancellation,
                (id, _) => unread.Enqueue(id)
            )
            .GetAsyncEnumerator(cancellation);
        while (tally.Created < maxCtas && tally.Looks < mostLooks && tally.Limit?.IsGranted != false)
        {
            var isLast = !await risks.MoveNextAsync();
            while (unread.TryDequeue(out var id) && tally.Created < maxCtas)
            {
                await LookAtUnreadAsync(search, id, tally, cancellation);
            }

            if (isLast || tally.Created == maxCtas)
            {
                break;
            }

            try
            {
                await LookAsync(search, risks.Current, tally, cancellation);
            }
            catch (Exception e) when (IsOfAccount(e, new AccountKey(tenant, risks.Current.Account.Id)))
            {
                Unreadable(log, e);
                tally.HasDamage = true;
                tally.Looks++;
                tally.Add(search.Skip(risks.Current, Damaged));
            }
        }

        var rest = runId is null ? default : await CountUrgentAsync(search, risks);
        return new GeneratedCtas(tally.Created, tally.Skipped, tally.Results)
        {
            OverCap = rest.OverCap,
            LowConfidence = tally.Uncertain + rest.LowConfidence,
            HasDamage = tally.HasDamage,
            Limit = tally.Limit,
        };
    }

    /// <summary>True for damage of the account's own rows.</summary>
    private static bool IsOfAccount(Exception e, AccountKey account) =>
        e is DamagedRowException damage
            ? damage.PartitionKey == Bucket.Partition(account)
            : e is JsonException or InvalidDataException;

    /// <summary>Counts what a run created before an interruption, and creates nothing.</summary>
    public async Task<GeneratedCtas> MadeByAsync(string tenant, string runId, CancellationToken cancellation) =>
        GeneratedCtas.None with
        {
            Generated = (await stored.ListSlotsAsync(tenant, cancellation)).MadeBy(runId),
        };

    /// <summary>Creates the CTA that one account of the index calls for.</summary>
    private async Task LookAsync(Search search, RankedRisk risk, Tally tally, CancellationToken cancellation)
    {
        var call = search.CallOf(risk);
        var slot = search.SlotOf(risk, call);
        if (search.TypeOf(call) is null || (search.RunId is { } runId && slot?.RunId == runId))
        {
            // No CTA is needed, or this run created it before and it is already counted.
            return;
        }

        tally.Uncertain += search.IsUncertain(call, slot) ? 1 : 0;
        var isMadeBefore = search.Key is { } key && slot?.RunId == key.Id;
        var generated = isMadeBefore ? null : search.SkippedByIndex(risk, call, slot);
        if (generated is null)
        {
            generated = await MakeAsync(
                search.Ask(risk.Account.Id),
                why => search.Skip(risk, why),
                tally.Created,
                cancellation
            );
            tally.Limit = generated?.Limit ?? tally.Limit;
            if (generated is { IsForCustomer: false })
            {
                // Its departure is newer than the index; it takes no customer's place.
                return;
            }

            tally.Looks++;
        }

        tally.Add(generated);
    }

    /// <summary>The same for an account whose row in the index cannot be read.</summary>
    private async Task LookAtUnreadAsync(Search search, string id, Tally tally, CancellationToken cancellation)
    {
        tally.HasDamage = true;
        tally.Looks++;
        try
        {
            var isCounted = search.RunId is { } runId && search.Slots.Of(id).Any(slot => slot.RunId == runId);
            tally.Add(isCounted ? null : await generateCta.RunAsync(search.Ask(id), cancellation));
        }
        catch (LimitReachedException e) when (tally.Created > 0)
        {
            tally.Limit = e.Use;
        }
        catch (Exception e) when (IsOfAccount(e, new AccountKey(search.Tenant, id)))
        {
            Unreadable(log, e);
        }
    }

    /// <summary>Once CTAs are created, a limit that is reached ends the list, and does not fail the call.</summary>
    private async Task<GeneratedCta?> MakeAsync(
        GenerateCtaQuery query,
        Func<string, GeneratedCta> skip,
        int created,
        CancellationToken cancellation
    )
    {
        try
        {
            return await generateCta.RunAsync(query, cancellation);
        }
        catch (LimitReachedException e) when (created > 0)
        {
            return skip($"the limit of {e.Use.Quota} CTAs a day is reached") with { Limit = e.Use };
        }
    }

    /// <summary>
    /// Counts the accounts of the rest of the list that are at high or critical risk, by the index and the slots alone:
    /// those that call for a CTA, and those whose data is too incomplete for one.
    /// </summary>
    private static async Task<(int OverCap, int LowConfidence)> CountUrgentAsync(
        Search search,
        IAsyncEnumerator<RankedRisk> rest
    )
    {
        var (overCap, uncertain) = (0, 0);
        while (await rest.MoveNextAsync())
        {
            var risk = rest.Current;
            if (!search.Slots.CanRead(risk.Account.Id))
            {
                continue;
            }

            var call = search.CallOf(risk);
            var slot = search.SlotOf(risk, call);
            var isUrgent = call.ActionCategory >= RiskCategory.High;
            overCap += isUrgent && search.SkippedByIndex(risk, call, slot) is null ? 1 : 0;
            uncertain += search.IsUncertain(call, slot) ? 1 : 0;
        }

        return (overCap, uncertain);
    }

    /// <summary>The lowest probability at which this type can create a CTA.</summary>
    private static double Lowest(PredictionType type, CtaRules rules) =>
        rules.Scale.From(CtaCandidate.LowestCategory(PredictionTypes.Of(type), rules));

    [LoggerMessage(LogLevel.Error, "An account got no CTA, because what is stored of it cannot be read")]
    private static partial void Unreadable(ILogger log, Exception e);

    /// <summary>What was asked, and what the index and the slots say of an account by it.</summary>
    private sealed record Search(
        string Tenant,
        PredictionType Type,
        string? CallerId,
        string? RunId,
        RequestKey? Key,
        CtaRules Rules,
        AccountSlots Slots,
        IReadOnlyList<Playbook> Playbooks,
        DateTimeOffset Now
    )
    {
        public GenerateCtaQuery Ask(string accountId) =>
            new(new AccountKey(Tenant, accountId), Type)
            {
                CallerId = CallerId,
                RunId = RunId ?? Key?.Id,
                IsOfNight = RunId is not null,
                Playbooks = Playbooks,
                HasNoSlot = Slots.Of(accountId).Count == 0,
            };

        public CtaCandidate CallOf(RankedRisk risk)
        {
            var row = risk.Row;
            return new CtaCandidate(
                Type,
                row.Prediction.RiskCategory ?? Rules.Scale.CategoryOf(row.Prediction.Probability),
                row.Prediction.Confidence,
                row.HasSuggestion,
                row.RenewalDate,
                row.Account.Lifecycle
            );
        }

        /// <summary>Null if no CTA is needed.</summary>
        public CtaType? TypeOf(CtaCandidate call) => call.CtaTypeAt(Rules, Now);

        /// <exception cref="DamagedRowException">A slot of the account cannot be read.</exception>
        public CtaSlot? SlotOf(RankedRisk risk, CtaCandidate call) =>
            Slots.Of(risk.Account.Id).FirstOrDefault(slot => slot.Type == TypeOf(call));

        public bool IsUncertain(CtaCandidate call, CtaSlot? slot) =>
            call.ActionCategory >= RiskCategory.High
            && call.LacksConfidence(Rules, Now)
            && slot?.WhyHeld(Rules.Cooldown, Now) is null;

        /// <summary>
        /// The result if the index and the slot alone show that no CTA is needed; null if the account must be read.
        /// </summary>
        public GeneratedCta? SkippedByIndex(RankedRisk risk, CtaCandidate call, CtaSlot? slot) =>
            (call.ReasonForNone(Rules, Now) ?? slot?.WhyHeld(Rules.Cooldown, Now)) is { } reason
                ? Skip(risk, reason)
                : null;

        public GeneratedCta Skip(RankedRisk risk, string reason)
        {
            var (made, call) = (risk.Prediction, CallOf(risk));
            var percent = FormatPercent.Of(made.Probability, Rules.Scale);
            var driver = made.PrimaryChurnDrivers is [var first, ..] ? first : made.Explanation;
            var why = WriteCta.ReasonOf(call.Type, call.Category, percent, driver);
            return GeneratedCta.Skipped(risk.Account.Id, made.Id, why, reason);
        }
    }

    private sealed class Tally
    {
        public int Created { get; set; }

        /// <summary>Accounts that were read.</summary>
        public int Looks { get; set; }

        public int Skipped { get; private set; }

        /// <summary>Accounts at high or critical risk whose data is too incomplete for a CTA.</summary>
        public int Uncertain { get; set; }

        public bool HasDamage { get; set; }

        public LimitUse? Limit { get; set; }

        public List<GeneratedCta> Results { get; } = [];

        /// <param name="result">Null if the account has no valid prediction any more.</param>
        public void Add(GeneratedCta? result)
        {
            if (result is { WasCreated: true })
            {
                Created++;
                Results.Add(result);
            }
            else if (result is not null && ++Skipped <= MostSkipped)
            {
                Results.Add(result);
            }
        }
    }
}
