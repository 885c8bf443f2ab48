using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Requests;

namespace CsMl.Tests.Accounts.Import;

/// <summary>No account and no cell of a generated import is lost without being named.</summary>
public sealed class GeneratedImportTests : IDisposable
{
    private const int Usually = 300;

    /// <summary>How many imports are generated; see CONTRIBUTING.md.</summary>
    private static readonly int Imports = int.TryParse(
        Environment.GetEnvironmentVariable("CSML_GENERATED_IMPORTS"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var count
    )
        ? count
        : Usually;

    private readonly ImportRig _rig = new();

    [Fact]
    public async Task Every_row_and_cell_is_in_or_named()
    {
        var refused = 0;
        for (var seed = 0; seed < Imports; seed++)
        {
            var import = new GeneratedImport(seed);
            await _rig.ForgetAsync(import.Rows.Count);
            var report = await _rig.RunAsync(import.Bytes);
            try
            {
                refused += IsRefused(report) ? 1 : 0;
                await CheckAsync(import, report);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Import {seed}: {e.Message} {report}", e);
            }
        }

        Assert.InRange(refused, 1, Imports / 2);
    }

    [Fact]
    public async Task What_is_damaged_adds_up_and_throws_nothing()
    {
        for (var seed = 0; seed < Imports; seed++)
        {
            var report = await _rig.RunAsync(
                new GeneratedImport(seed).Damaged(),
                format: (SourceFormat)(seed % Enum.GetValues<SourceFormat>().Length)
            );

            Assert.True(report.Failed == 0 || report.Errors.Count > 0, $"Import {seed}: {report}");
        }
    }

    public void Dispose() => _rig.Dispose();

    /// <summary>True for a file that was refused because nothing decides how it writes numbers or dates.</summary>
    private static bool IsRefused(ImportReport report) =>
        report.Errors.Any(e => e.Message.Contains("choose with --", StringComparison.Ordinal));

    private async Task CheckAsync(GeneratedImport import, ImportReport report)
    {
        Assert.Equal(import.Rows.Count(row => row.Any(cell => cell.Text.Length > 0)), report.Received);
        if (IsRefused(report))
        {
            Assert.Equal(0, report.Imported);
            return;
        }

        var errors = report.Errors.Select(e => e.Line).ToHashSet();
        var warnings = report.Warnings.Select(w => (w.Line, w.Field)).ToHashSet();
        for (var i = 0; i < import.Rows.Count; i++)
        {
            var (row, line) = (import.Rows[i], import.Lines[i]);
            if (row.All(cell => cell.Text.Length == 0))
            {
                continue;
            }

            var facts = await _rig.FindAsync($"g{i}");
            var hasKeys = import
                .Fields.Zip(row)
                .All(f => f.First.Field is not ("accountId" or "name") || f.Second.Value is not null);
            Assert.True(hasKeys == !errors.Contains(line), $"line {line}");
            Assert.True(hasKeys == facts is not null, $"line {line}");
            foreach (var (column, cell) in import.Fields.Zip(row).Where(_ => hasKeys))
            {
                var (read, isNamed) = (Read(facts!, column.Field), warnings.Contains((line, column.Field)));
                Assert.True(
                    isNamed
                        ? read is null or false
                        : Equals(read, cell.Value ?? (column.Field == "archived" ? false : null)),
                    $"line {line}, {column.Field}: '{cell.Text}' is {read}"
                );
                Assert.True(isNamed || !cell.IsBad, $"line {line}, {column.Field}: '{cell.Text}' is not named");
            }
        }
    }

    private static object? Read(AccountFacts facts, string field) =>
        field switch
        {
            "accountId" => facts.AccountId,
            "name" => facts.Name,
            "ownerId" => facts.OwnerId,
            "healthScore" => (decimal?)facts.HealthScore,
            "annualRevenue" => facts.AnnualRevenue,
            "renewalDate" => facts.RenewalDate?.UtcDateTime,
            "createdAt" => facts.CreatedAt?.UtcDateTime,
            _ => facts.Archived,
        };
}
