using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;

namespace CsMl.Core.Requests;

/// <summary>The rows of an import that are not written yet, and the counts of those that are.</summary>
internal sealed class ImportBatch(
    ImportKind kind,
    IImportTarget target,
    ImportFindings findings,
    IProgress<(int Done, int Total)>? progress
)
{
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Items of one account lie anywhere in a file, so that large batches write each account less often.</summary>
    private readonly int _mostRows = kind == ImportKind.Accounts ? 500 : 20_000;

    private readonly List<(int Line, FactsUpdate Update)> _rows = [];
    private int _bytes;
    private int _imported;
    private int _failed;

    public void Refuse(int line, IReadOnlyList<FieldError> why)
    {
        _failed++;
        foreach (var error in why)
        {
            findings.Error(line, error);
        }
    }

    public async Task AddAsync(int line, FactsUpdate update, int size, CancellationToken cancellation)
    {
        _rows.Add((line, update));
        _bytes += size;
        if (_rows.Count >= _mostRows || _bytes >= MostBytes)
        {
            await FlushAsync(cancellation);
        }
    }

    public async Task<ImportReport> FinishAsync(CancellationToken cancellation)
    {
        await FlushAsync(cancellation);
        return Report();
    }

    private ImportReport Report() =>
        new(
            _imported + _failed,
            _imported,
            _failed,
            findings.Errors,
            findings.Warnings,
            findings.UnknownWords.All,
            findings.Ignored,
            findings.MoreErrors,
            findings.MoreWarnings
        );

    private async Task FlushAsync(CancellationToken cancellation)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var outcomes = await target.WriteAsync([.. _rows.Select(row => row.Update)], Report(), cancellation);
        for (var i = 0; i < _rows.Count; i++)
        {
            Count(_rows[i].Line, _rows[i].Update, outcomes[i]);
        }

        _rows.Clear();
        _bytes = 0;
        progress?.Report((_imported + _failed, 0));
    }

    private void Count(int line, FactsUpdate update, RowOutcome outcome)
    {
        switch (outcome)
        {
            case RowOutcome.NotFound:
                Refuse(
                    line,
                    [new FieldError("accountId", $"'{update.AccountId}' is no account here; import the accounts first")]
                );
                return;
            case RowOutcome.TooLarge:
                Refuse(
                    line,
                    [new FieldError("", "The account is larger than can be stored; leave out its oldest activities.")]
                );
                return;
            case RowOutcome.Erased:
                // The report does not name the account, because it outlives the import.
                Refuse(
                    line,
                    [
                        new FieldError(
                            "accountId",
                            "is of an account that was erased; PUT its context with restore=true if it is to come back"
                        ),
                    ]
                );
                return;
            case RowOutcome.Damaged:
                Refuse(
                    line,
                    [
                        new FieldError(
                            "accountId",
                            $"'{update.AccountId}' is an account whose stored facts are damaged, so that nothing can be added to them; `doctor --repair` deletes them: import the account then, and this file again"
                        ),
                    ]
                );
                return;
            case RowOutcome.LeftOut:
                findings.Warn(
                    line,
                    new FieldError(
                        "",
                        "The row began before the subscription that the account has, and was passed over."
                    )
                );
                break;
        }

        _imported++;
    }
}
