import { type Forecast, forecastSeries, forecastText } from "../Source/history/forecast.ts";
import { equal } from "./check.ts";

const hour = 3_600_000, now = 1_800_000_000_000;
const forecast = (current_value: number, rate_per_hour: number, more: Partial<Forecast> = {}): Forecast => ({ current_value, confidence: 0.72, trend: { direction: "increasing", rate_per_hour }, ...more });

Deno.test("a forecast is a line from now, until it is full or empty", () => {
  const line = (given: Forecast) => {
    const { times, values } = forecastSeries(given, now, now + 10 * hour);
    return [...times].map((time, index) => [(time - now) / hour, values[index]]);
  };
  equal(line(forecast(70, 1)), [[0, 70], [10, 80]]);
  equal(line(forecast(95, 1)), [[0, 95], [5, 100]]);
  equal(line(forecast(5, -1)), [[0, 5], [5, 0]]);
  equal(line(forecast(50, 0)), [[0, 50], [10, 50]]);
  equal(line(forecast(100, 1)), [], "it is full");
});

Deno.test("when it is full is told in days, or in hours when it is soon", () => {
  const text = (given: Forecast) => forecastText(given, now);
  equal(/^At this rate full in 43 days, .+ \(72 % sure\)$/.test(text(forecast(70, 1, { time_to_threshold_seconds: 43.2 * 86_400 }))), true);
  equal(/^At this rate full in 1d 6h, /.test(text(forecast(70, 1, { time_to_threshold_seconds: 30.2 * 3600 }))), true);
  equal(text(forecast(70, -1, { trend: { direction: "decreasing", rate_per_hour: -1 } })), "Not full within a year at this rate (72 % sure)");
  equal(text(forecast(70, 1, { trend: { direction: "volatile", rate_per_hour: 1 } })), "");
});
