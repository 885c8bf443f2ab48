namespace CsMl.Core.Accounts.Import.Files;

/// <summary>A file to import.</summary>
/// <param name="MaxBytes">Most bytes of the file as it is sent.</param>
/// <param name="MaxInflatedBytes">Most bytes of what a compressed file holds.</param>
/// <param name="IsUtf16">True if the sender says that the text is UTF-16; a byte order mark says so, too.</param>
public sealed record ImportSource(
    Stream Content,
    SourceFormat Format = SourceFormat.Unknown,
    long MaxBytes = long.MaxValue,
    long MaxInflatedBytes = ImportSource.DefaultMaxInflatedBytes,
    bool IsUtf16 = false
)
{
    public const long DefaultMaxInflatedBytes = 8L * 1024 * 1024 * 1024;
}
