using System.Reflection;
using CsMl.Functions;
using CsMl.Tests.Docs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Tests.Http;

/// <summary>What the functions declare is what is served and what is documented.</summary>
public sealed class RouteAttributesTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private const string AccountOnly = "{accountId:regex(^(?!portfolio$).*$)}";

    public static TheoryData<string, string> Routes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var trigger in Triggers.Where(t => !IsOfPages(t)))
            {
                // HEAD is answered as GET.
                var methods = trigger.Methods is ["get", "head"] ? ["get"] : trigger.Methods!;
                data.Add(Assert.Single(methods), trigger.Route!);
            }

            return data;
        }
    }

    /// <summary>Pages are no part of the API, and ask for a session themselves: a browser sends no key.</summary>
    private static bool IsOfPages(HttpTriggerAttribute trigger) =>
        trigger.Route!.StartsWith("dashboard", StringComparison.Ordinal);

    private static IEnumerable<HttpTriggerAttribute> Triggers =>
        typeof(AppServices)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Where(parameter => parameter.ParameterType == typeof(HttpRequest))
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>();

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_route_that_a_function_declares_is_served_by_it(string method, string route)
    {
        var path =
            "/api/"
            + route
                .Replace(AccountOnly, "123", StringComparison.Ordinal)
                .Replace("{accountId}", "123", StringComparison.Ordinal)
                .Replace("{ctaId}", "none", StringComparison.Ordinal)
                .Replace("{playbookId}", "none", StringComparison.Ordinal)
                .Replace("{runId}", "none", StringComparison.Ordinal)
                .Replace("{predictionId}", "none", StringComparison.Ordinal)
                .Replace("{file}", "docs.js", StringComparison.Ordinal);

        var answer = await sample.App.SendAsync(
            new HttpMethod(method),
            path,
            method is "get" or "delete" ? null : "{}"
        );

        // A route that nothing serves is answered by the host, with no body.
        Assert.NotEmpty(answer.Body);
        Assert.InRange(answer.Status, 200, 499);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void Every_route_that_a_function_declares_is_documented(string method, string route)
    {
        var documented = route
            .Replace("crm/accounts/", "", StringComparison.Ordinal)
            .Replace(AccountOnly, "{id}", StringComparison.Ordinal)
            .Replace("{accountId}", "{id}", StringComparison.Ordinal);

        Assert.Contains(
            $"`{method.ToUpperInvariant()} {documented}",
            Repository.Read("docs/API.md"),
            StringComparison.Ordinal
        );
    }

    /// <summary>The Functions host takes the first route that matches, in no order of its own.</summary>
    [Fact]
    public void No_path_of_the_portfolio_matches_the_route_of_an_account_too()
    {
        var clashes =
            from portfolio in Triggers
            where portfolio.Route!.StartsWith("crm/accounts/portfolio/", StringComparison.Ordinal)
            from account in Triggers
            where
                account.Route == portfolio.Route!.Replace("/portfolio/", "/{accountId}/", StringComparison.Ordinal)
                && account.Methods!.Intersect(portfolio.Methods!).Any()
            select portfolio.Route;

        Assert.Empty(clashes);
        Assert.Contains(Triggers, trigger => trigger.Route!.Contains(AccountOnly, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_function_but_those_of_the_description_and_the_pages_asks_for_the_key()
    {
        string[] open = ["docs", "docs/{file}", "openapi.json"];

        Assert.All(
            Triggers,
            trigger =>
                Assert.Equal(
                    open.Contains(trigger.Route) || IsOfPages(trigger)
                        ? AuthorizationLevel.Anonymous
                        : AuthorizationLevel.Function,
                    trigger.AuthLevel
                )
        );
    }
}
