using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Tests.Accounts.Import;

namespace CsMl.Tests.Accounts;

/// <summary>The two forms of a Salesforce id are one account.</summary>
public sealed class SalesforceIdTests : IDisposable
{
    private const string Short = "001D000000IqhSL";
    private const string Long = "001D000000IqhSLIAZ";

    private readonly ImportRig _rig = new();

    [Theory]
    [InlineData(Short, Long)]
    [InlineData(Long, Short)]
    [InlineData("0015g00000AAA01", "0015g00000AAA01AAH")]
    [InlineData("a0B000000000000", "a0B000000000000EAA")]
    [InlineData("001D000000IqhSLIAY", null)]
    [InlineData("001D000000IqhSLiaz", null)]
    [InlineData("001d000000iqhslIAZ", null)]
    [InlineData("001D000000IqhS-", null)]
    [InlineData("001D000000Iqh", null)]
    [InlineData("9481200117", null)]
    public void Only_a_right_suffix_makes_another_form(string id, string? other)
    {
        Assert.Equal(other, SalesforceId.OtherForm(id));
    }

    [Theory]
    [InlineData(Short, Long)]
    [InlineData(Long, Short)]
    public async Task History_finds_the_account_under_its_other_form(string stored, string told)
    {
        await _rig.RunAsync($"accountId,name\n{stored},A\n");

        var report = await _rig.RunAsync(
            $"Account ID,Activity ID,Date\n{told},t1,2026-03-01\n{stored},t2,2026-03-02\n",
            new ImportOptions(ImportKind.Activities)
        );

        Assert.Equal(2, report.Imported);
        Assert.Equal(2, (await _rig.FactsAsync(stored)).Activities.Count);
        Assert.Null(await _rig.FindAsync(told));
    }

    [Theory]
    [InlineData(Short, Long)]
    [InlineData(Long, Short)]
    public async Task Accounts_are_updated_and_not_made_twice(string first, string second)
    {
        await _rig.RunAsync($"accountId,name,ownerId\n{first},A,o\n");
        await _rig.RunAsync($$"""{"accountId":"{{second}}","name":"B","ctas":[{"id":"c","status":"OPEN"}]}""");

        var facts = await _rig.FactsAsync(first);
        Assert.Equal((first, "B", "o", first), (facts.AccountId, facts.Name, facts.OwnerId, facts.Ctas[0].AccountId));
        Assert.Null(await _rig.FindAsync(second));
    }

    [Fact]
    public async Task Both_forms_in_one_file_are_one_account()
    {
        var report = await _rig.RunAsync($"accountId,name,ownerId\n{Long},A,o\n{Short},B,\n");

        Assert.Equal(2, report.Imported);
        Assert.Equal(("B", "o"), ((await _rig.FactsAsync(Long)).Name, (await _rig.FactsAsync(Long)).OwnerId));
        Assert.Null(await _rig.FindAsync(Short));
    }

    [Fact]
    public async Task Ids_that_differ_in_case_are_two_accounts()
    {
        await _rig.RunAsync($"accountId,name\n{Short},A\n001D000000Iqhsl,B\n");

        Assert.Equal("A", (await _rig.FactsAsync(Short)).Name);
        Assert.Equal("B", (await _rig.FactsAsync("001D000000Iqhsl")).Name);
    }

    [Fact]
    public async Task Nor_is_a_wrong_suffix_the_same()
    {
        await _rig.RunAsync($"accountId,name\n{Short},A\n");

        var report = await _rig.RunAsync(
            "Account ID,Date\n001D000000IqhSLAAA,2026-03-01\n",
            new ImportOptions(ImportKind.Activities)
        );

        Assert.Equal(1, report.Failed);
    }

    public void Dispose() => _rig.Dispose();
}
