using System.Reflection;
using CsMl.Functions;
using CsMl.Tests.Docs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Tests.Http;

/// <summary>What the functions declare is what is served and what is documented.</summary>
public sealed class RouteAttributesTests(SampleApp sample) : IClassFixture<SampleApp>
{
    public static TheoryData<string, string> Routes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var trigger in Triggers)
            {
                // HEAD is answered as GET.
                var methods = trigger.Methods is ["get", "head"] ? ["get"] : trigger.Methods!;
                data.Add(Assert.Single(methods), trigger.Route!);
            }

            return data;
        }
    }

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
            .Replace("{accountId}", "{id}", StringComparison.Ordinal);

        Assert.Contains(
            $"`{method.ToUpperInvariant()} {documented}",
            Repository.Read("docs/API.md"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_function_but_those_of_the_description_asks_for_the_key()
    {
        string[] open = ["docs", "docs/{file}", "openapi.json"];

        Assert.All(
            Triggers,
            trigger =>
                Assert.Equal(
                    open.Contains(trigger.Route) ? AuthorizationLevel.Anonymous : AuthorizationLevel.Function,
                    trigger.AuthLevel
                )
        );
    }
}
