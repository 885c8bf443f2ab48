namespace CsMl.Core.Accounts.Import.Files;

/// <param name="Content">UTF-8 without a byte order mark, or a workbook.</param>
internal sealed record OpenedSource(OpenedFormat Format, Stream Content);
