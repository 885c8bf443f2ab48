using System.IO.Compression;

namespace CsMl.Core.Accounts.Import.Files;

/// <summary>
/// A workbook in a temporary file, because its parts are read in another order than they lie in it. What it holds is
/// inflated once and counted before it is read: what an archive says of its own sizes need not be true.
/// </summary>
internal sealed class WorkbookFile : IAsyncDisposable
{
    private const int MostEntries = 10_000;

    /// <summary>Most bytes of a part that is held in memory, such as the texts that cells share.</summary>
    private const long MostHeldBytes = 128L * 1024 * 1024;

    private const string Sheets = "xl/worksheets/";

    private readonly SheetScanner _scanner = new();

    private WorkbookFile(FileStream content) => Content = content;

    public FileStream Content { get; }

    /// <summary>Row and column, from 1, of cells whose formula failed. The library reads these as blank.</summary>
    public IReadOnlySet<(int Row, int Column)> ErrorCells => _scanner.ErrorCells;

    public static async Task<WorkbookFile> SaveAsync(
        Stream input,
        long maxInflatedBytes,
        CancellationToken cancellation
    )
    {
        var content = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 64 * 1024,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        var file = new WorkbookFile(content);
        try
        {
            await input.CopyToAsync(content, cancellation);
            content.Position = 0;
            file.Check(maxInflatedBytes, cancellation);
            content.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private void Check(long maxInflatedBytes, CancellationToken cancellation)
    {
        using var archive = new ZipArchive(Content, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > MostEntries || archive.GetEntry("xl/workbook.xml") is null)
        {
            throw new ImportFormatException(
                "The file is an archive and no .xlsx workbook; unpack it, or save the sheet as .xlsx or CSV."
            );
        }

        var total = 0L;
        var buffer = new byte[64 * 1024];
        foreach (var entry in archive.Entries)
        {
            var isSheet = entry.FullName.StartsWith(Sheets, StringComparison.OrdinalIgnoreCase);
            var size = 0L;
            using var inflated = entry.Open();
            while (inflated.Read(buffer) is var read and > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                size += read;
                total += read;
                if (total > maxInflatedBytes || (!isSheet && size > MostHeldBytes))
                {
                    throw new BodyTooLargeException(
                        Math.Min(maxInflatedBytes, isSheet ? long.MaxValue : MostHeldBytes)
                    );
                }

                if (isSheet)
                {
                    _scanner.Read(buffer.AsSpan(0, read));
                }
            }
        }
    }
}
