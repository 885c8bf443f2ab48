using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsMl.Core.LanguageModel;

/// <summary>
/// The budgets of a tenant's day and of a run, kept in the store, so that all instances of the app spend the same. What
/// a call costs is known once it ends: a budget is passed by no more than the calls that are in flight then. What cannot
/// be written is remembered here, counts all the same, and goes with the next that is.
/// </summary>
public sealed partial class BudgetStore(
    Tables tables,
    IOptions<LlmOptions> options,
    TimeProvider time,
    ILogger<BudgetStore> logger
)
{
    private const string Kind = "spent";

    private readonly IEntityTable runs = tables.Runs;
    private readonly LlmOptions options = options.Value;
    private readonly ILogger logger = logger;
    private readonly OptimisticWriter turns = new();
    private readonly ConcurrentDictionary<(string Partition, string Key), BudgetRow> unwritten = new();

    /// <summary>Who pays for a prediction: the day, and its run where it has one. Without a bound nothing is read or written.</summary>
    public IModelBudget Of(string tenant, string? runId)
    {
        var limits = new List<Limit>(2);
        if (options.DailyTokens > 0 || options.DailyCost > 0)
        {
            var day = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            limits.Add(new Limit(EntityKey.Of("day", day), options.DailyTokens, options.DailyCost));
        }

        if (runId is not null && (options.RunTokens > 0 || options.RunCost > 0))
        {
            limits.Add(new Limit(EntityKey.Of("run", runId), options.RunTokens, options.RunCost));
        }

        return limits.Count == 0 ? UnlimitedBudget.One : new Budget(this, tenant, EntityKey.Of(tenant, Kind), limits);
    }

    private static BudgetRow Read(Entity row) => JsonSerializer.Deserialize(row.Json.Span, BudgetJson.Plain.BudgetRow)!;

    private sealed class Budget(BudgetStore spending, string tenant, string partition, IReadOnlyList<Limit> limits)
        : IModelBudget
    {
        public async Task<bool> HasLeftAsync(CancellationToken cancellation)
        {
            foreach (var limit in limits)
            {
                var row = await spending.runs.FindAsync(partition, limit.Key, cancellation);
                var unwritten = spending.unwritten.GetValueOrDefault((partition, limit.Key), BudgetRow.Nothing);
                if (limit.IsReachedBy((row is null ? BudgetRow.Nothing : Read(row)).Plus(unwritten)))
                {
                    return false;
                }
            }

            return true;
        }

        public async Task AddAsync(ModelUsage usage)
        {
            if (usage.Tokens == 0)
            {
                return;
            }

            var spent = new BudgetRow(usage.Tokens, spending.options.CostOf(usage) ?? 0);
            var sums = limits.Select(limit => spent.Plus(TakeUnwritten(limit))).ToList();
            try
            {
                await spending.turns.UntilWrittenAsync(tenant, () => TryAddAsync(sums), CancellationToken.None);
            }
            // All of them: whatever is wrong with the store, there may be a paid reply on its way to the caller.
            catch (Exception e)
            {
                Remember(sums);
                Log.NotWritten(spending.logger, e, usage.Tokens);
            }
        }

        private BudgetRow TakeUnwritten(Limit limit) =>
            spending.unwritten.TryRemove((partition, limit.Key), out var spent) ? spent : BudgetRow.Nothing;

        private void Remember(IReadOnlyList<BudgetRow> sums)
        {
            for (var i = 0; i < limits.Count; i++)
            {
                spending.unwritten.AddOrUpdate(
                    (partition, limits[i].Key),
                    static (_, sum) => sum,
                    static (_, before, sum) => before.Plus(sum),
                    sums[i]
                );
            }
        }

        /// <param name="sums">What to add to each limit's row.</param>
        private async Task<object?> TryAddAsync(IReadOnlyList<BudgetRow> sums)
        {
            var changes = new List<EntityChange>(limits.Count);
            foreach (var (limit, sum) in limits.Zip(sums))
            {
                var row = await spending.runs.FindAsync(partition, limit.Key, CancellationToken.None);
                var before = row is null ? BudgetRow.Nothing : Read(row);
                var json = JsonSerializer.SerializeToUtf8Bytes(before.Plus(sum), BudgetJson.Plain.BudgetRow);
                changes.Add(
                    row is null ? EntityChange.Insert(limit.Key, json) : EntityChange.Replace(limit.Key, json, row.ETag)
                );
            }

            return (await spending.runs.WriteAsync(partition, changes, CancellationToken.None)).Succeeded
                ? changes
                : null;
        }
    }

    /// <param name="Tokens">0: no bound.</param>
    /// <param name="Cost">0: no bound.</param>
    private sealed record Limit(string Key, long Tokens, decimal Cost)
    {
        public bool IsReachedBy(BudgetRow spent) =>
            (Tokens > 0 && spent.Tokens >= Tokens) || (Cost > 0 && spent.Cost >= Cost);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "{Tokens} tokens of the model could not be noted in the store; they count in this process and go with the next that can"
        )]
        public static partial void NotWritten(ILogger logger, Exception exception, int tokens);
    }
}
