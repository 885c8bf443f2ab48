using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

/// <summary>A damaged row is a sentence and an exit code of its own, and ends nothing but what reads it.</summary>
public sealed class DamagedRowCommandTests
{
    [Theory]
    [InlineData("a~")]
    [InlineData("y~")]
    [InlineData("v~")]
    public async Task A_row_that_is_damaged_lets_the_night_do_all_else_and_is_told(string kind)
    {
        using var store = await StoreFile.CreateAsync();
        var half = $"UPDATE results SET json = substr(json, 1, length(json) / 2) WHERE row_key LIKE '{kind}%'";
        Assert.NotEqual(0, store.Change(half));
        store.Clock.Advance(TimeSpan.FromDays(1));

        var night = await CommandRun.OfAsync(NightlyCommand.Create(store.Clock), "--data", store.Folder);

        // Watches count by their keys alone, and changes go unread.
        Assert.Equal(kind == "a~" ? ExitCode.Damaged : ExitCode.Done, night.ExitCode);
        Assert.Contains("60 of 60 accounts scored", night.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("could not be closed", night.Output, StringComparison.Ordinal);
        Assert.Equal(
            kind == "a~",
            night.Error.EndsWith(
                "A row of the store is damaged and cannot be read. The command `doctor` says what is wrong and what to do.\n",
                StringComparison.Ordinal
            )
        );
    }

    [Theory]
    [InlineData("'{'")]
    [InlineData("substr(json, 1, length(json) / 2)")]
    [InlineData("replace(json, '\"predictionId\":', '\"predictionIt\":')")]
    [InlineData("replace(json, '\"predictionType\":', '\"predictionTypo\":')")]
    [InlineData("'{\"head\":null,\"prediction\":{}}'")]
    public async Task A_prediction_that_cannot_be_read_fails_its_account_alone(string json)
    {
        using var store = await StoreFile.CreateAsync();
        Assert.Equal(1, store.Change($"UPDATE results SET json = {json} WHERE row_key = 'p~123~CHURN'"));
        store.Clock.Advance(TimeSpan.FromDays(1));

        var night = await CommandRun.OfAsync(NightlyCommand.Create(store.Clock), "--data", store.Folder);

        Assert.True(night.ExitCode == ExitCode.Damaged, $"{night}");
        Assert.Contains("59 of 60 accounts scored, 1 failed", night.Output, StringComparison.Ordinal);
        Assert.Contains("`doctor`", night.Error, StringComparison.Ordinal);
        var repaired = await CommandRun.OfAsync(DoctorCommand.Create(), "--data", store.Folder, "--repair");
        Assert.Contains("Repaired.", repaired.Output, StringComparison.Ordinal);
        var again = await CommandRun.OfAsync(NightlyCommand.Create(store.Clock), "--data", store.Folder);
        Assert.True(again.ExitCode == ExitCode.Done, $"{again}");
        Assert.Contains("1 of 60 accounts scored, 0 failed", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_night_whose_run_cannot_be_read_says_so()
    {
        using var store = await StoreFile.CreateAsync();
        await CommandRun.OfAsync(NightlyCommand.Create(store.Clock), "--data", store.Folder);
        Assert.Equal(1, store.Change("UPDATE runs SET json = '{' WHERE row_key LIKE 'nightly-%-2'"));

        var night = await CommandRun.OfAsync(NightlyCommand.Create(store.Clock), "--data", store.Folder);

        Assert.Equal(ExitCode.Damaged, night.ExitCode);
        Assert.Matches("^A row of the store is damaged .* nightly-.*-2.*`doctor`.*\n$", night.Error);
    }

    [Fact]
    public async Task A_report_names_the_damaged_row()
    {
        using var store = await StoreFile.CreateAsync();
        store.Change("UPDATE results SET json = substr(json, 1, length(json) / 2) WHERE row_key LIKE 'a~%'");

        var report = await CommandRun.OfAsync(ReportCommand.Create(store.Clock), "--data", store.Folder);

        Assert.Equal(ExitCode.Damaged, report.ExitCode);
        Assert.Matches(
            "^A row of the store is damaged and cannot be read: default~[0-9]+ a~.*`doctor`.*\n$",
            report.Error
        );
    }
}
