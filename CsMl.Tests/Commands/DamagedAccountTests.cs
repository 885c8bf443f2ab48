using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

/// <summary>An account that cannot be read is mended as the doctor says: by importing it again.</summary>
public sealed class DamagedAccountTests
{
    [Theory]
    [InlineData("'{'")]
    [InlineData("'{}'")]
    [InlineData("'null'")]
    [InlineData("x'ff'")]
    [InlineData("substr(json, 1, 20)")]
    [InlineData("substr(json, 1, length(json) / 2)")]
    [InlineData("replace(json, '\"revision\":', '\"revision\":99')")]
    [InlineData("replace(json, '\"parts\":0', '\"parts\":2')")]
    [InlineData("substr(json, 1, instr(json, '\"facts\"') - 1) || '\"facts\":null}'")]
    public async Task It_is_imported_again_and_keeps_no_other_from_being_imported(string json)
    {
        using var store = await StoreFile.CreateAsync();
        Assert.Equal(1, store.Change($"UPDATE accounts SET json = {json} WHERE row_key = '123~0'"));
        var told = await CommandRun.OfAsync(DoctorCommand.Create(), "--data", store.Folder);
        Assert.Contains("mport", told.Output, StringComparison.Ordinal);
        var file = Path.Combine(store.Folder, "accounts.csv");
        await File.WriteAllTextAsync(file, "accountId,name,healthScore\n123,Acme,55\n124,Other,60\n");

        var imported = await CommandRun.OfAsync(
            ImportCommand.Create(store.Clock),
            [file, "--data", store.Folder, "--with-sample"]
        );

        Assert.True(imported.ExitCode == ExitCode.Done, $"{imported}");
        var mended = await CommandRun.OfAsync(DoctorCommand.Create(), "--data", store.Folder);
        Assert.Equal("Nothing is wrong.\n", mended.Output);
    }
}
