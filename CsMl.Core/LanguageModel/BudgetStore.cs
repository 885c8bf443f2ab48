using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsMl.Core.LanguageModel;

/// <summary>
/// The budgets per day of a tenant and per run, kept in the store and shared by all instances of the app. The cost of a
/// call is known only when it ends, so a budget can be exceeded by at most the calls in flight. Usage that cannot be
/// written is kept in memory, counts all the same, and is added to the next successful write.
/// </summary>
public sealed partial class BudgetStore(
    Tables tables,
    IOptions<LlmOptions> options,
    TimeProvider time,
    ILogger<BudgetStore> logger
)
{
    private readonly IEntityTable _runs = tables.Runs;
    private readonly LlmOptions _options = options.Value;
    private readonly ILogger _logger = logger;
    private readonly OptimisticWriter _turns = new();
    private readonly ConcurrentDictionary<(string Partition, string Key), BudgetRow> _unwritten = new();

    internal static string Partition(string tenant) => EntityKey.Of(tenant, "spent");

    /// <summary>
    /// The budget of a prediction: that of the day and, in a run, that of the run. Without a limit nothing is read or
    /// written.
    /// </summary>
    public IModelBudget Of(string tenant, string? runId)
    {
        var limits = new List<Limit>(2);
        if (_options.DailyTokens > 0 || _options.DailyCost > 0)
        {
            var day = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            limits.Add(new Limit(EntityKey.Of("day", day), _options.DailyTokens, _options.DailyCost));
        }

        if (runId is not null && (_options.RunTokens > 0 || _options.RunCost > 0))
        {
            limits.Add(new Limit(EntityKey.Of("run", runId), _options.RunTokens, _options.RunCost));
        }

        return limits.Count == 0 ? UnlimitedBudget.One : new Budget(this, tenant, Partition(tenant), limits);
    }

    private static BudgetRow Read(Entity row) => row.Read(BudgetJson.Plain.BudgetRow);

    private sealed class Budget(BudgetStore spending, string tenant, string partition, IReadOnlyList<Limit> limits)
        : IModelBudget
    {
        public async Task<bool> HasLeftAsync(CancellationToken cancellation)
        {
            foreach (var limit in limits)
            {
                var row = await spending._runs.FindAsync(partition, limit.Key, cancellation);
                var unwritten = spending._unwritten.GetValueOrDefault((partition, limit.Key), BudgetRow.Nothing);
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

            var spent = new BudgetRow(usage.Tokens, spending._options.CostOf(usage) ?? 0);
            var sums = limits.Select(limit => spent.Plus(TakeUnwritten(limit))).ToList();
            try
            {
                await spending._turns.UntilWrittenAsync(tenant, () => TryAddAsync(sums), CancellationToken.None);
            }
            // All exceptions are caught: whatever is wrong with the store, a paid reply must still reach the caller.
            catch (Exception e)
            {
                Remember(sums);
                Log.NotWritten(spending._logger, e, usage.Tokens);
            }
        }

        private BudgetRow TakeUnwritten(Limit limit) =>
            spending._unwritten.TryRemove((partition, limit.Key), out var spent) ? spent : BudgetRow.Nothing;

        private void Remember(IReadOnlyList<BudgetRow> sums)
        {
            for (var i = 0; i < limits.Count; i++)
            {
                spending._unwritten.AddOrUpdate(
                    (partition, limits[i].Key),
                    static (_, sum) => sum,
                    static (_, before, sum) => before.Plus(sum),
                    sums[i]
                );
            }
        }

        /// <param name="sums">The usage to add to the row of each limit.</param>
        private async Task<object?> TryAddAsync(IReadOnlyList<BudgetRow> sums)
        {
            var changes = new List<EntityChange>(limits.Count);
            foreach (var (limit, sum) in limits.Zip(sums))
            {
                var row = await spending._runs.FindAsync(partition, limit.Key, CancellationToken.None);
                var before = row is null ? BudgetRow.Nothing : Read(row);
                var json = JsonSerializer.SerializeToUtf8Bytes(before.Plus(sum), BudgetJson.Plain.BudgetRow);
                changes.Add(
                    row is null ? EntityChange.Insert(limit.Key, json) : EntityChange.Replace(limit.Key, json, row.ETag)
                );
            }

            return (await spending._runs.WriteAsync(partition, changes, CancellationToken.None)).Succeeded
                ? changes
                : null;
        }
    }

    /// <param name="Tokens">0 for no limit.</param>
    /// <param name="Cost">0 for no limit.</param>
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
