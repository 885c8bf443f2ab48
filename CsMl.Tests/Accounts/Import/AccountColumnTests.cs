using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts.Import;

/// <summary>Of several columns that may be the account's id one wins, and the user is told of the others.</summary>
public sealed class AccountColumnTests : IDisposable
{
    private readonly ImportRig _rig = new();

    [Theory]
    [InlineData("Associated Company IDs,Salesforce Account ID", "hs1,sf1", "hs1", "Salesforce Account ID")]
    [InlineData("Associated Company IDs,Salesforce Account ID", "hs9,sf1", "sf1", "Associated Company IDs")]
    [InlineData("Salesforce Account ID,Associated Company IDs", "sf1,hs9", "sf1", "Associated Company IDs")]
    [InlineData("Company ID,Customer ID", "x,sf1", "sf1", "Company ID")]
    [InlineData("Account ID,What ID", "x,hs1", "hs1", "Account ID")]
    [InlineData("Account,Account ID", "sf1,hs1", "hs1", null)]
    public async Task The_column_whose_ids_are_accounts_names_the_account(
        string columns,
        string ids,
        string account,
        string? other
    )
    {
        await _rig.RunAsync("accountId,name\nhs1,A\nsf1,B\n");

        var report = await _rig.RunAsync(
            $"{columns},Activity Date,Subject\n{ids},2026-03-01,Call\n",
            new ImportOptions(ImportKind.Activities)
        );

        Assert.Equal(1, report.Imported);
        Assert.Single((await _rig.FactsAsync(account)).Activities);
        if (other is not null)
        {
            Assert.Contains(report.Ignored, i => i.Name == other);
            var warning = Assert.Single(report.Warnings);
            Assert.Contains($"--map \"{other}=accountId\"", warning.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_caller_chooses_otherwise()
    {
        await _rig.RunAsync("accountId,name\nhs1,A\nsf1,B\n");
        var options = new ImportOptions(ImportKind.Activities) { Map = [new("Salesforce Account ID", "accountId")] };

        await _rig.RunAsync(
            "Associated Company IDs,Salesforce Account ID,Activity Date\nhs1,sf1,2026-03-01\n",
            options
        );

        Assert.Single((await _rig.FactsAsync("sf1")).Activities);
    }

    [Fact]
    public async Task Where_no_id_is_an_account_the_caller_is_asked()
    {
        var report = await _rig.RunAsync(
            "Company ID,Customer ID,Activity Date\n1,2,2026-03-01\n",
            new ImportOptions(ImportKind.Activities)
        );

        Assert.Contains(
            "'Company ID' and 'Customer ID'",
            Assert.Single(report.Errors).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Customer ID,Account ID", "x,a1", "Customer ID")]
    [InlineData("Record ID,Salesforce Account ID", "a1,x", "Salesforce Account ID")]
    [InlineData("Salesforce Account ID,Company ID", "x,a1", "Salesforce Account ID")]
    public async Task An_account_has_the_id_of_the_precise_name(string columns, string ids, string other)
    {
        var report = await _rig.RunAsync($"{columns},Company name\n{ids},A\n");

        Assert.Equal("A", (await _rig.FactsAsync("a1")).Name);
        Assert.Null(await _rig.FindAsync("x"));
        Assert.Contains(report.Ignored, i => i.Name == other);
        Assert.Contains(
            $"--map \"{other}=accountId\"",
            Assert.Single(report.Warnings).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{"company":"sf1","accountId":"hs1","date":"2026-03-01"}""")]
    [InlineData("""{"accountId":"hs1","company":"sf1","date":"2026-03-01"}""")]
    public async Task In_json_the_strongest_name_is_the_account_in_any_order(string json)
    {
        await _rig.RunAsync("accountId,name\nhs1,A\nsf1,B\n");

        await _rig.RunAsync(json, new ImportOptions(ImportKind.Activities));

        Assert.Single((await _rig.FactsAsync("hs1")).Activities);
    }

    public void Dispose() => _rig.Dispose();
}
