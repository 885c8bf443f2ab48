using System.IO.Pipelines;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Crm;
using CsMl.Core.Health;
using CsMl.Core.Json;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Requests;

/// <summary>
/// Imports accounts line by line from a stream: valid lines are stored, invalid ones are reported. Memory holds one
/// batch and one line, whatever the size of the input.
/// </summary>
public sealed class ImportAccounts(AccountIndex index, IOptions<HealthOptions> health)
{
    private const int BatchAccounts = 500;
    private const int BatchBytes = 4 * 1024 * 1024;

    /// <param name="change">Applied to each account before it is stored, for example to shift its dates.</param>
    /// <param name="progress">
    /// Called after each batch with the number of lines received so far; the total is unknown.
    /// </param>
    /// <exception cref="BodyTooLargeException">
    /// The body is larger than <paramref name="maxBytes"/>; the lines before the limit are stored.
    /// </exception>
    public async Task<ImportReport> RunJsonLinesAsync(
        string tenant,
        PipeReader input,
        long maxBytes,
        CancellationToken cancellation,
        Func<AccountLine, AccountFacts>? change = null,
        IProgress<(int Done, int Total)>? progress = null
    )
    {
        var import = new Import(tenant, index, health.Value.ScaleOf(tenant), progress);
        await foreach (
            var (number, line) in LineReader.ReadAsync(input, LineReader.MaxLineBytes, maxBytes, cancellation)
        )
        {
            if (line is not { } json)
            {
                import.Refuse(
                    number,
                    new FieldError("", $"The line is longer than {LineReader.MaxLineBytes} bytes; split it.")
                );
            }
            else if (!LineReader.IsBlank(json.Span))
            {
                var read = ReadAccount.TryParse(json.Span, out var errors, scale: import.Scale);
                await import.AddAsync(
                    number,
                    read is null || change is null ? read : read with { Facts = change(read) },
                    errors,
                    json.Length,
                    cancellation
                );
            }
        }

        return await import.FinishAsync(cancellation);
    }

    /// <summary>Imports profiles from CSV; all facts outside the profile are kept.</summary>
    public async Task<ImportReport> RunCsvAsync(
        string tenant,
        Stream input,
        long maxBytes,
        CancellationToken cancellation,
        IProgress<(int Done, int Total)>? progress = null
    )
    {
        var import = new Import(tenant, index, health.Value.ScaleOf(tenant), progress, CsvAccounts.Merge);
        using var csv = new CsvAccounts(new BoundedStream(input, maxBytes), import.Scale);
        await foreach (var row in csv.ReadAsync(cancellation))
        {
            await import.AddAsync(row.Line, row.Account, row.Errors, row.Bytes, cancellation);
        }

        return await import.FinishAsync(cancellation);
    }

    /// <summary>One import in progress: its counts, and the batch not yet written.</summary>
    private sealed class Import(
        string tenant,
        AccountIndex index,
        HealthScale scale,
        IProgress<(int Done, int Total)>? progress,
        MergeFacts? merge = null
    )
    {
        /// <summary>Most errors that are reported, enough to correct a file; the count includes the others.</summary>
        private const int MostErrors = 1_000;

        private readonly List<LineError> _errors = [];
        private readonly List<(int Line, AccountFacts Facts)> _batch = [];
        private readonly WordCounts _unknown = new();
        private readonly ScoreRange _scores = new();
        private int _bytes;
        private int _received;
        private int _imported;
        private int _failed;

        public HealthScale Scale => scale;

        public void Refuse(int line, params ReadOnlySpan<FieldError> why)
        {
            _received++;
            Fail(line, why);
        }

        public async Task AddAsync(
            int line,
            AccountLine? account,
            IReadOnlyList<FieldError> why,
            int size,
            CancellationToken cancellation
        )
        {
            if (account is null)
            {
                Refuse(line, [.. why]);
                return;
            }

            _received++;
            _batch.Add((line, account.Facts));
            _scores.Add(account.Facts);
            foreach (var word in account.UnknownWords)
            {
                _unknown.Add(word);
            }

            _bytes += size;
            if (_batch.Count >= BatchAccounts || _bytes >= BatchBytes)
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
                _errors,
                [.. _scores.Warnings(scale), .. ImportWarning.Of(_unknown.All)]
            );
        }

        private async Task FlushAsync(CancellationToken cancellation)
        {
            if (_batch.Count == 0)
            {
                return;
            }

            var refused = await index.PutManyAsync(tenant, [.. _batch.Select(b => b.Facts)], cancellation, merge);
            foreach (var (line, facts) in _batch)
            {
                if (refused.ContainsKey(facts.AccountId))
                {
                    Fail(
                        line,
                        new FieldError("", "The account is larger than can be stored; leave out its oldest activities.")
                    );
                }
                else
                {
                    _imported++;
                }
            }

            _batch.Clear();
            _bytes = 0;
            progress?.Report((_received, 0));
        }

        private void Fail(int line, params ReadOnlySpan<FieldError> why)
        {
            _failed++;
            foreach (var error in why)
            {
                if (_errors.Count < MostErrors)
                {
                    _errors.Add(new LineError(line, error.Field, error.Message));
                }
            }
        }
    }
}
