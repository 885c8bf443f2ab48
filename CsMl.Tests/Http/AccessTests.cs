using System.Text;
using CsMl.Core.Json;
using CsMl.Functions.Http;
using CsMl.Tests.OpenApi;

namespace CsMl.Tests.Http;

/// <summary>Who may call what.</summary>
public sealed class AccessTests
{
    private static readonly string Status = RunningApp.Portfolio("status");

    /// <summary>Each route with the least role that may call it, as it is decided here once more.</summary>
    public static TheoryData<string, string> Routes =>
        new()
        {
            { "reader", "GetChurnRisk GetHealthInsights" },
            { "reader", "GetStatus GetHighRisk GetAccuracy GetCtaStats GetContext GetPredictions GetComparison" },
            {
                "reader",
                "GetCta ListCtas ListPortfolioCtas ListRuns GetRun ListPlaybooks GetPlaybook GetChanges GetDigest GetSettings"
            },
            { "reader", "ListOpinions GetOpinions GetMisses" },
            { "agent", "PostPredict PostBatchPredict PostValidatePredictions RetryRun" },
            {
                "agent",
                "PostGenerateCta PostGenerateCtas PatchCta PatchCtas PostOutcome PostOpinion PutContext PostImport PostSync"
            },
            { "agent", "PostActivities PostTickets PostHealth PostContacts PostOpportunities PostSubscription" },
            { "admin", "PostPlaybook PutPlaybook DeletePlaybook CancelRun GetAudit DeleteAccount PutSettings" },
        };

    [Fact]
    public void Every_function_of_a_tenant_has_its_role_in_this_table()
    {
        var told = Routes
            .SelectMany(row => ((string)row[1]).Split(' ').Select(name => (Name: name, Role: (string)row[0])))
            .OrderBy(row => row.Name, StringComparer.Ordinal);
        var have = DescribedFunction
            .All.Where(f => f.IsOfTenant)
            .Select(f => (Name: f.Operation.Function, Role: EnumNames.Of(f.Operation.Role!.Value)))
            .OrderBy(row => row.Name, StringComparer.Ordinal);

        Assert.Equal(told, have);
        Assert.All(DescribedFunction.All, f => Assert.Equal(f.IsOfTenant, f.Operation.Role is not null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("reader")]
    [InlineData("agent")]
    [InlineData("admin")]
    public async Task A_role_may_call_its_routes_and_no_others(string? role)
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        var own = EnumNames.Find<AccessRole>(role);
        foreach (var function in DescribedFunction.All)
        {
            var answer = await app.SendAsync(
                new HttpMethod(function.Method),
                PathOf(function),
                function.Operation.Body is null ? null : "{}",
                own is { } with ? [SomeKeys.Bearer(with)] : []
            );

            if (function.Operation.Role is not { } needed)
            {
                answer.Is(200);
            }
            else if (own is null)
            {
                answer.IsProblem(401, "ACCESS_KEY_UNKNOWN");
                Assert.Equal("Bearer realm=\"csml\"", answer.Headers["WWW-Authenticate"]);
            }
            else if (own < needed)
            {
                answer.IsProblem(403, "ROLE_REQUIRED");
                Assert.Equal(EnumNames.Of(needed), answer.Text("requiredRole"));
            }
            else
            {
                Assert.False(answer.Status is 401 or 403 or >= 500, $"{function.Operation.Function}: {answer.Body}");
            }
        }
    }

    [Theory]
    [InlineData("churn-risk", "CHURN")]
    [InlineData("health-insights", "HEALTH_TREND")]
    public async Task A_reader_reads_a_prediction_that_is_stored_and_makes_none(string path, string type)
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        await app.PutAsync(Some.KnownAccount());
        var (url, reader) = (RunningApp.Account("acme", path), SomeKeys.Bearer(AccessRole.Reader));
        var before = app.Dump();

        (await app.GetAsync(url, reader)).IsProblem(404, "PREDICTION_NOT_FOUND");
        Assert.Equal(404, (await app.SendAsync(HttpMethod.Head, url, null, reader)).Status);
        (await app.GetAsync(RunningApp.Account("nobody", path), reader)).IsProblem(404, "ACCOUNT_NOT_FOUND");
        Assert.Equal(before, app.Dump());

        var made = (await app.PredictAsync("acme", type, "{}", SomeKeys.Bearer(AccessRole.Agent))).Is(200);
        var read = (await app.GetAsync(url, reader)).Is(200);
        Assert.Equal(made.Text("data.predictionId"), read.Text("data.predictionId"));
    }

    [Theory]
    [InlineData("Authorization: ")]
    [InlineData("Authorization: Bearer")]
    [InlineData("Authorization: Bearer ")]
    [InlineData("Authorization: Basic Y3NtbF90ZXN0LWFkbWluLQ==")]
    [InlineData("Authorization: csml_test-admin-")]
    [InlineData("Authorization: Bearer csml_test-admin")]
    [InlineData("Authorization: Bearer csml_test-admin--")]
    [InlineData("Authorization: Bearer CSML_TEST-ADMIN-")]
    [InlineData("Authorization: Bearer csml_test-admin-, Bearer csml_test-admin-")]
    [InlineData("Authorization: Bearer \"csml_test-admin-\"")]
    [InlineData("Authorization: Bearer csml_test-admin-", "Authorization: Bearer csml_test-admin-")]
    [InlineData("X-Authorization: Bearer csml_test-admin-")]
    public async Task What_is_no_known_key_is_refused(params string[] headers)
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);

        var answer = await RawCall.SendAsync(app.Address, RawCall.Bytes("GET", Status, default, headers));

        answer.IsProblem(401, "ACCESS_KEY_UNKNOWN");
    }

    [Fact]
    public async Task A_header_that_is_no_ASCII_is_refused()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        string[] headers = ["Authorization: Bearer csml_test-admin-\u00fc"];

        (await RawCall.SendAsync(app.Address, RawCall.Bytes("GET", Status, default, headers))).IsRefused();
    }

    [Fact]
    public async Task A_long_key_and_the_hash_of_one_are_refused_and_no_key_is_logged()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        var key = SomeKeys.KeyOf(AccessRole.Admin);
        string[] tokens = [SomeKeys.HashOf(key), key + new string('x', 600), new string('x', 512)];

        foreach (var token in tokens)
        {
            (await app.GetAsync(Status, ("Authorization", $"Bearer {token}"))).IsProblem(401, "ACCESS_KEY_UNKNOWN");
        }

        (await app.GetAsync(Status, ("authorization", $"bearer   {key}  "))).Is(200);
        Assert.DoesNotContain(
            app.Log.Entries,
            entry => entry.Message.Contains("csml_test", StringComparison.Ordinal) || tokens.Any(entry.Message.Contains)
        );
    }

    [Fact]
    public async Task A_key_sees_its_own_tenant_and_no_other()
    {
        await using var app = await RunningApp.StartAsync([
            ("Tenancy:Mode", "Header"),
            .. SomeKeys.SettingsOf("of-a", AccessRole.Admin, "a"),
            .. SomeKeys.SettingsOf("of-b", AccessRole.Admin, "b"),
        ]);
        await app.PutAsync(Some.Account(), "a");
        var (a, b) = (SomeKeys.Bearer(AccessRole.Admin, "a"), SomeKeys.Bearer(AccessRole.Admin, "b"));
        var context = RunningApp.Account("acme", "context");

        (await app.GetAsync(context, a)).Is(200);
        (await app.GetAsync(context, a, ("X-Tenant-ID", "a"))).Is(200);
        (await app.GetAsync(context, b)).IsProblem(404, "ACCOUNT_NOT_FOUND");
        foreach (var function in DescribedFunction.All.Where(f => f.IsOfTenant))
        {
            var answer = await app.SendAsync(
                new HttpMethod(function.Method),
                PathOf(function),
                function.Operation.Body is null ? null : "{}",
                b,
                ("X-Tenant-ID", "a")
            );

            answer.IsProblem(403, "TENANT_FORBIDDEN");
        }

        (await app.GetAsync(context, a, ("X-Tenant-ID", "A"))).IsProblem(403, "TENANT_FORBIDDEN");
        (await app.GetAsync(context, a, ("X-Tenant-ID", "a/b"))).IsProblem(400, "TENANT_INVALID");
        (await app.GetAsync(context, ("X-Tenant-ID", "a"))).IsProblem(401, "ACCESS_KEY_UNKNOWN");
        Assert.Empty((await app.GetAsync(RunningApp.Portfolio("audit"), b)).Items("data"));
    }

    [Theory]
    [InlineData("""{"claims":[{"typ":"tenant","val":"a"},{"typ":"roles","val":"admin"}]}""", 200)]
    [InlineData("""{"claims":[{"typ":"tenant","val":"a"},{"typ":"roles","val":"Admin"}]}""", 200)]
    [InlineData(
        """{"claims":[{"typ":"tenant","val":"a"},{"typ":"roles","val":"reader"},{"typ":"roles","val":"admin"}]}""",
        200
    )]
    [InlineData("""{"role_typ":"urn:r","claims":[{"typ":"tenant","val":"a"},{"typ":"urn:r","val":"admin"}]}""", 200)]
    [InlineData("""{"claims":[{"typ":"tenant","val":"a"},{"typ":"urn:r","val":"admin"}]}""", 403)]
    [InlineData("""{"claims":[{"typ":"tenant","val":"a"},{"typ":"roles","val":"agent"}]}""", 403)]
    [InlineData("""{"claims":[{"typ":"tenant","val":"a"},{"typ":"roles","val":"2"}]}""", 403)]
    [InlineData("""{"claims":[{"typ":"tenant","val":"a"},{"typ":"roles","val":"admin,"}]}""", 403)]
    [InlineData("""{"claims":[{"typ":"tenant","val":"a"}]}""", 403)]
    [InlineData("""{"role_typ":null,"claims":[{"typ":null,"val":"admin"},{"typ":"tenant","val":"a"}]}""", 403)]
    [InlineData("""{"role_typ":"tenant","claims":[{"typ":"tenant","val":"a"}]}""", 403)]
    public async Task An_app_role_of_the_signed_in_principal_counts(string principal, int status)
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Claim"));

        var answer = await app.GetAsync(RunningApp.Portfolio("audit"), Forwarded(principal));

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("false", 200, 404)]
    [InlineData("true", 403, 403)]
    public async Task A_principal_without_a_role_is_agent_unless_one_is_asked_for(string asked, int read, int predict)
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Claim"), ("Access:RequireAppRole", asked));
        var principal = Forwarded("""{"claims":[{"typ":"tenant","val":"a"}]}""");

        Assert.Equal(read, (await app.GetAsync(Status, principal)).Status);
        Assert.Equal(predict, (await app.PredictAsync("nobody", "CHURN", "{}", principal)).Status);
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Header")]
    public async Task A_principal_means_nothing_where_none_signs_in(string mode)
    {
        string tenant = mode == "Single" ? "" : "a";
        await using var app = await RunningApp.StartAsync([
            ("Tenancy:Mode", mode),
            .. SomeKeys.SettingsOf("reads", AccessRole.Reader, tenant),
        ]);
        var hostile = Forwarded("""{"claims":[{"typ":"tenant","val":"b"},{"typ":"roles","val":"admin"}]}""");
        var key = SomeKeys.Bearer(AccessRole.Reader, tenant);

        (await app.GetAsync(Status, hostile)).IsProblem(401, "ACCESS_KEY_UNKNOWN");
        (await app.GetAsync(RunningApp.Portfolio("audit"), hostile, key)).IsProblem(403, "ROLE_REQUIRED");
    }

    [Fact]
    public async Task Behind_a_function_key_nobody_is_admin_whatever_the_call_says()
    {
        await using var app = await RunningApp.StartAsync(("Host:FunctionKey", "k"));
        var hostile = Forwarded("""{"claims":[{"typ":"roles","val":"admin"}]}""");
        (string, string) host = ("x-functions-key", "k");

        (await app.GetAsync(RunningApp.Portfolio("audit"), host, hostile)).IsProblem(403, "ROLE_REQUIRED");
        (await app.PostAsync(RunningApp.Portfolio("playbooks"), """{"name":"x"}""", host)).IsProblem(
            403,
            "ROLE_REQUIRED"
        );
        (await app.PredictAsync("nobody", "CHURN", "{}", host)).IsProblem(404, "ACCOUNT_NOT_FOUND");
        Assert.Single(app.Log.Entries, entry => entry.Message.Contains("No access keys are", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_loopback_without_a_key_whoever_calls_is_admin_and_the_log_says_so_once()
    {
        await using var app = await RunningApp.StartAsync();

        (await app.GetAsync(RunningApp.Portfolio("audit"))).Is(200);

        Assert.Single(app.Log.Entries, entry => entry.Message.Contains("No access keys are", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_keys_are_configured_the_log_says_nothing_of_it()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);

        Assert.DoesNotContain(
            app.Log.Entries,
            entry => entry.Message.Contains("access key", StringComparison.OrdinalIgnoreCase)
        );
    }

    private static string PathOf(DescribedFunction function) =>
        "/api/"
        + function
            .Route.Replace("{accountId}", "nobody", StringComparison.Ordinal)
            .Replace("{file}", "docs.js", StringComparison.Ordinal)
            .Replace("{ctaId}", "none", StringComparison.Ordinal)
            .Replace("{runId}", "none", StringComparison.Ordinal)
            .Replace("{playbookId}", "none", StringComparison.Ordinal)
            .Replace("{predictionId}", "none", StringComparison.Ordinal);

    private static (string Name, string Value) Forwarded(string principal) =>
        ("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(principal)));
}
