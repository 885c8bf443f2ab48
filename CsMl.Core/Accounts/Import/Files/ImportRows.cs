using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using CsMl.Core.Accounts.Import.Tables;

namespace CsMl.Core.Accounts.Import.Files;

/// <summary>
/// Reads the rows of a file in any format. A file that cannot be read, or not to its end, is one refused row that says
/// so.
/// </summary>
/// <param name="isAccount">Whether there is an account of an id.</param>
internal sealed class ImportRows(
    ImportOptions options,
    ImportFindings findings,
    Func<string, CancellationToken, Task<bool>> isAccount
)
{
    private const int BufferSize = 128 * 1024;

    /// <exception cref="BodyTooLargeException">The file, or what it holds, is larger than the source allows.</exception>
    public async IAsyncEnumerable<ImportRow> ReadAsync(
        ImportSource source,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var rows = OpenAsync(source, cancellation).GetAsyncEnumerator(cancellation);
        var line = 0;
        while (true)
        {
            var (row, fault) = await NextAsync(rows, line);
            if (fault is { } refused)
            {
                yield return refused;
                yield break;
            }

            if (row is not { } read)
            {
                yield break;
            }

            line = read.Line;
            yield return read;
        }
    }

    private static async Task<(ImportRow? Row, ImportRow? Fault)> NextAsync(IAsyncEnumerator<ImportRow> rows, int line)
    {
        try
        {
            return (await rows.MoveNextAsync() ? rows.Current : null, null);
        }
        catch (ImportFormatException e)
        {
            return (null, ImportRow.Refused(line + 1, e.Message));
        }
        catch (InvalidDataException)
        {
            return (
                null,
                ImportRow.Refused(line + 1, $"The file is damaged or cut off; nothing behind line {line} was read.")
            );
        }
    }

    private async IAsyncEnumerable<ImportRow> OpenAsync(
        ImportSource source,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var opened = await OpenSource.OpenAsync(source, cancellation);
        var table = new TableReader(options, findings, isAccount);
        var rows = opened.Format switch
        {
            OpenedFormat.JsonLines => Checked(Lines(opened.Content, cancellation), cancellation),
            OpenedFormat.JsonElements => Checked(
                new JsonElements(opened.Content).ReadAsync(cancellation),
                cancellation
            ),
            OpenedFormat.Table => table.ReadAsync(
                new DelimitedRows(opened.Content, findings).ReadAsync(cancellation),
                cancellation
            ),
            OpenedFormat.Workbook => table.ReadAsync(
                Workbook(opened.Content, source.MaxInflatedBytes, cancellation),
                cancellation
            ),
            _ => AsyncEnumerable.Empty<ImportRow>(),
        };
        await foreach (var row in rows)
        {
            yield return row;
        }
    }

    /// <summary>A call for one account says what its objects are, and has no options.</summary>
    private IAsyncEnumerable<ImportRow> Checked(IAsyncEnumerable<ImportRow> rows, CancellationToken cancellation) =>
        options.AccountId is null ? new JsonRows(options).CheckAsync(rows, cancellation) : rows;

    private static async IAsyncEnumerable<ImportRow> Lines(
        Stream content,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var input = PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
        await foreach (
            var (number, line) in LineReader.ReadAsync(input, LineReader.MaxLineBytes, long.MaxValue, cancellation)
        )
        {
            if (line is not { } json)
            {
                yield return ImportRow.Refused(
                    number,
                    $"The line is longer than {LineReader.MaxLineBytes} bytes; split it."
                );
            }
            else if (!LineReader.IsBlank(json.Span))
            {
                yield return new ImportRow(number, json, []);
            }
        }

        await input.CompleteAsync();
    }

    private async IAsyncEnumerable<TableRow> Workbook(
        Stream content,
        long maxInflatedBytes,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var file = await WorkbookFile.SaveAsync(content, maxInflatedBytes, cancellation);
        using var rows = new WorkbookRows(file.Content, file.ErrorCells, findings).Read().GetEnumerator();
        while (Next(rows))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return rows.Current;
        }
    }

    /// <summary>The library throws whatever its code happens to at a workbook that is not as it should be.</summary>
    private static bool Next(IEnumerator<TableRow> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception e) when (e is not (ImportFormatException or IOException or OutOfMemoryException))
        {
            throw new ImportFormatException("The workbook is damaged; open it and save it again as .xlsx.", e);
        }
    }
}
