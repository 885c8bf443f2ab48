using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Requests;

namespace CsMl.Core.Portfolio;

/// <summary>What a run of kind import reads, and how far it is.</summary>
/// <param name="Bytes">Size of the file as it was sent.</param>
/// <param name="Parts">Number of parts in which the file is stored.</param>
public sealed record ImportWork(
    ImportOptions Options,
    SourceFormat Format,
    bool IsUtf16,
    long MaxInflatedBytes,
    long Bytes,
    int Parts
)
{
    /// <summary>Identifies the session that works on the run; a later session replaces it. Null before the first.</summary>
    public string? Session { get; init; }

    /// <summary>Bytes of the file that the session has read.</summary>
    public long BytesRead { get; init; }

    /// <summary>The same without the name of an account that was erased, once the import is over.</summary>
    internal ImportWork Without(string accountId) =>
        Options.AccountId == accountId ? this with { Options = Options with { AccountId = null } } : this;

    /// <summary>The report so far without its lists, which may be larger than a row.</summary>
    public ImportReport Report { get; init; } = ImportReport.None;
}
