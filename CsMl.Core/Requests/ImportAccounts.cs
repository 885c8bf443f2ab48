using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Crm;
using CsMl.Core.Settings;

namespace CsMl.Core.Requests;

/// <summary>
/// Imports accounts, or items of their history, from a file of any format, row by row: what is valid is stored, and the
/// rest is reported. Memory holds one batch and one row, whatever the size of the file.
/// </summary>
public sealed class ImportAccounts(AccountIndex index, TenantSettings settings)
{
    /// <param name="change">Applied to each account before it is stored, for example to shift its dates.</param>
    /// <param name="progress">
    /// Called after each batch with the number of rows received so far; the total is unknown.
    /// </param>
    /// <exception cref="BodyTooLargeException">
    /// The file is larger than its source allows; the rows before the limit are stored.
    /// </exception>
    public async Task<ImportReport> RunAsync(
        string tenant,
        ImportSource source,
        ImportOptions options,
        CancellationToken cancellation,
        Func<AccountLine, AccountFacts>? change = null,
        IProgress<(int Done, int Total)>? progress = null
    )
    {
        var target = TargetOf(tenant);
        var (report, tooLarge) = await RunAsync(tenant, source, options, target, cancellation, change, progress);
        return tooLarge is null ? report : throw tooLarge;
    }

    /// <summary>Writes into the index of accounts.</summary>
    internal IImportTarget TargetOf(string tenant) => new IndexTarget(index, tenant);

    /// <summary>
    /// Imports into a target. A file that is larger than its source allows is imported up to the limit.
    /// </summary>
    internal async Task<(ImportReport Report, BodyTooLargeException? TooLarge)> RunAsync(
        string tenant,
        ImportSource source,
        ImportOptions options,
        IImportTarget target,
        CancellationToken cancellation,
        Func<AccountLine, AccountFacts>? change = null,
        IProgress<(int Done, int Total)>? progress = null
    )
    {
        options = options with { Scale = (await settings.OfAsync(tenant, cancellation)).Health };
        var findings = new ImportFindings(options.Scale);
        var batch = new ImportBatch(options.Kind, target, findings, progress);
        try
        {
            var rows = new ImportRows(
                options,
                findings,
                async (id, token) => await index.FindIdAsync(new AccountKey(tenant, id), token) is not null
            );
            await foreach (var row in rows.ReadAsync(source, cancellation))
            {
                await AddAsync(batch, row, options, findings, change, cancellation);
            }
        }
        catch (BodyTooLargeException e)
        {
            return (await batch.FinishAsync(cancellation), e);
        }

        return (await batch.FinishAsync(cancellation), null);
    }

    private static async Task AddAsync(
        ImportBatch batch,
        ImportRow row,
        ImportOptions options,
        ImportFindings findings,
        Func<AccountLine, AccountFacts>? change,
        CancellationToken cancellation
    )
    {
        if (row.Refusal is { } refusal)
        {
            batch.Refuse(row.Line, refusal.Message.Length == 0 ? [] : [refusal, .. row.Problems]);
            return;
        }

        var notes = new ReadNotes
        {
            IsLenient = true,
            IsItem = options.Kind != ImportKind.Accounts,
            Numbers = options.Numbers,
            Dates = options.Dates,
            Style = options.Style,
            AccountId = options.AccountId,
            Scale = options.Scale,
            Score = findings.Scores.Add,
            Unknown = (name, nearest) =>
            {
                if (!options.Ignores(name))
                {
                    findings.Ignore(name, nearest);
                }
            },
        };
        foreach (var problem in row.Problems)
        {
            notes.Problems.Add(problem.Field, problem.Message);
        }

        var update = ReadUpdate.TryParse(options.Kind, row.Json.Span, notes, change);
        findings.Count(isRefused: update is null, notes.Problems.Dropped);
        if (update is null)
        {
            batch.Refuse(row.Line, notes.Refusal is { } broken ? [broken] : notes.Problems.All);
            return;
        }

        foreach (var problem in notes.Problems.All)
        {
            findings.Warn(row.Line, problem);
        }

        foreach (var word in notes.UnknownWords)
        {
            findings.UnknownWords.Add(word);
        }

        await batch.AddAsync(row.Line, update, row.Json.Length, cancellation);
    }
}
