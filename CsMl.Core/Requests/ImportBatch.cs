using CsMl.Core.Accounts.Import;
using CsMl.Core.Crm;
using CsMl.Core.Json;

namespace CsMl.Core.Requests;

/// <summary>The rows of an import that are not written yet, and the counts of those that are.</summary>
internal sealed class ImportBatch(
    string tenant,
    ImportKind kind,
    AccountIndex index,
    ImportFindings findings,
    IProgress<(int Done, int Total)>? progress
)
{
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Items of one account lie anywhere in a file, so that large batches write each account less often.</summary>
    private readonly int _mostRows = kind == ImportKind.Accounts ? 500 : 20_000;

    private readonly List<(int Line, FactsUpdate Update)> _rows = [];
    private readonly List<FactsUpdate> _updates = [];
    private readonly Dictionary<string, AddItems> _items = new(StringComparer.Ordinal);
    private int _bytes;
    private int _received;
    private int _imported;
    private int _failed;

    public void Refuse(int line, IReadOnlyList<FieldError> why)
    {
        _received++;
        Fail(line, why);
    }

    public async Task AddAsync(int line, FactsUpdate update, int size, CancellationToken cancellation)
    {
        _received++;
        _rows.Add((line, update));
        Add(update);
        _bytes += size;
        if (_rows.Count >= _mostRows || _bytes >= MostBytes)
        {
            await FlushAsync(cancellation);
        }
    }

    public async Task<ImportReport> FinishAsync(CancellationToken cancellation)
    {
        await FlushAsync(cancellation);
        return new ImportReport(
            _received,
            _imported,
            _failed,
            findings.Errors,
            findings.Warnings,
            findings.UnknownWords.All,
            findings.Ignored,
            findings.MoreErrors,
            findings.MoreWarnings
        );
    }

    /// <summary>Joins the items of an account, so that its history is merged once a batch.</summary>
    private void Add(FactsUpdate update)
    {
        if (update is not AddItems items)
        {
            _updates.Add(update);
        }
        else if (_items.TryGetValue(update.AccountId, out var earlier))
        {
            earlier.Add(items);
        }
        else
        {
            _items[update.AccountId] = items;
            _updates.Add(items);
        }
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var refused = await index.UpdateManyAsync(tenant, _updates, cancellation);
        foreach (var (line, update) in _rows)
        {
            if (refused.TryGetValue(update.AccountId, out var refusal))
            {
                Fail(line, [Refusal(refusal, update.AccountId)]);
                continue;
            }

            _imported++;
            if (update.LeftOut is { } leftOut)
            {
                findings.Warn(line, new FieldError("", $"The row {leftOut}."));
            }
        }

        _rows.Clear();
        _updates.Clear();
        _items.Clear();
        _bytes = 0;
        progress?.Report((_received, 0));
    }

    private static FieldError Refusal(PutRefusal refusal, string accountId) =>
        refusal == PutRefusal.NotFound
            ? new FieldError("accountId", $"'{accountId}' is no account here; import the accounts first")
            : new FieldError("", "The account is larger than can be stored; leave out its oldest activities.");

    private void Fail(int line, IReadOnlyList<FieldError> why)
    {
        _failed++;
        foreach (var error in why)
        {
            findings.Error(line, error);
        }
    }
}
