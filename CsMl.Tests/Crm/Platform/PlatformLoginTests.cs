using CsMl.Core.Crm;
using CsMl.Core.Crm.Calls;

namespace CsMl.Tests.Crm.Platform;

/// <summary>Logins are rare on the platform, and a tenant that is not the user's is replaced without a word.</summary>
public sealed class PlatformLoginTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly CrmRequest Accounts = CrmRequest.Get("api/crm/accounts?limit=100");

    [Fact]
    public async Task Calls_side_by_side_share_one_login()
    {
        await using var rig = await PlatformRig.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(rig)));

        Assert.Equal(1, rig.Platform.Logins);
        Assert.Single(rig.Platform.Requests, request => request == "GET /api/tenants/my");
    }

    [Fact]
    public async Task A_token_that_expires_under_twenty_calls_is_replaced_by_one_login()
    {
        await using var rig = await PlatformRig.StartAsync();
        await SendAsync(rig);
        rig.Platform.ExpireTokens();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(rig)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(2, rig.Platform.Logins);
    }

    [Fact]
    public async Task A_token_that_is_refused_right_after_a_login_ends_the_call()
    {
        await using var rig = await PlatformRig.StartAsync();
        rig.Platform.Before = async context =>
        {
            if (context.Request.Path != "/api/crm/accounts")
            {
                return false;
            }

            await FakePlatform.RefuseAsync(context, 401, "Unauthorized");
            return true;
        };

        var failed = await Assert.ThrowsAsync<CrmException>(() => SendAsync(rig));

        Assert.True(failed.IsOutage);
        Assert.Equal(2, rig.Platform.Logins);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_in_a_quarter_of_an_hour_and_never_shown()
    {
        await using var rig = await PlatformRig.StartAsync(options => options.Password = "wrong horse");

        var first = await Assert.ThrowsAsync<CrmException>(() => SendAsync(rig));
        var second = await Assert.ThrowsAsync<CrmException>(() => SendAsync(rig));

        Assert.Equal(1, rig.Platform.Logins);
        Assert.Equal("The CRM refused the e-mail address and password; the next try is at 09:45 UTC.", first.Message);
        Assert.Equal(first.Message, second.Message);
        rig.Clock.Advance(TimeSpan.FromMinutes(15));
        await Assert.ThrowsAsync<CrmException>(() => SendAsync(rig));
        Assert.Equal(2, rig.Platform.Logins);
    }

    [Fact]
    public async Task A_lockout_is_waited_for_without_a_try()
    {
        await using var rig = await PlatformRig.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            rig.Restart();
            await SendAsync(rig);
        }

        rig.Restart();
        var locked = await Assert.ThrowsAsync<CrmException>(() => SendAsync(rig));
        await Assert.ThrowsAsync<CrmException>(() => SendAsync(rig));

        Assert.StartsWith(
            "The CRM takes no more logins for now; the next try is at",
            locked.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(6, rig.Platform.Logins);
        rig.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await SendAsync(rig)).Status);
    }

    [Fact]
    public async Task A_user_who_is_no_member_of_the_tenant_reads_nothing()
    {
        await using var rig = await PlatformRig.StartAsync();
        rig.Platform.Memberships.Remove(FakePlatform.Tenant);
        rig.Data.AddAccount("Foreign", FakePlatform.OwnTenant);

        var refused = await Assert.ThrowsAsync<CrmException>(rig.SyncAsync);

        Assert.Contains("no member of the tenant 7", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Platform.Requests, r => r.Contains("/api/crm/", StringComparison.Ordinal));
        Assert.Empty(await rig.IndexAsync());
        Assert.Equal(refused.Message, (await rig.StateAsync()).Error);
    }

    [Fact]
    public async Task A_membership_that_ends_in_the_middle_lets_no_foreign_account_in()
    {
        await using var rig = await PlatformRig.StartAsync();
        rig.Data.AddPortfolio(3);
        var foreign = rig.Data.AddAccount("Foreign", FakePlatform.OwnTenant);
        await rig.SyncAsync();
        rig.Platform.Memberships.Remove(FakePlatform.Tenant);
        rig.Clock.Advance(TimeSpan.FromDays(8));

        var refused = await Assert.ThrowsAsync<CrmException>(rig.SyncAsync);

        Assert.Equal("The CRM answered with the tenant 1 instead of 7.", refused.Message);
        Assert.Null(await rig.FindAsync(foreign));
        Assert.Equal(InWords.Of(rig.Data), await rig.IndexAsync());
    }

    [Fact]
    public async Task A_token_from_the_settings_is_used_and_replaced_by_a_login_once_it_is_refused()
    {
        await using var rig = await PlatformRig.StartAsync();
        await SendAsync(rig);
        rig.Options.Token = "token-1";
        rig.Restart();

        await SendAsync(rig);
        Assert.Equal(1, rig.Platform.Logins);
        rig.Platform.ExpireTokens();
        await SendAsync(rig);

        Assert.Equal(2, rig.Platform.Logins);
    }

    private static Task<CrmAnswer> SendAsync(PlatformRig rig) =>
        rig.Client.SendAsync(PlatformRig.AppTenant, Accounts, None);
}
